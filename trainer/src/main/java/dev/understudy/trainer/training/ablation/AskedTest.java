package dev.understudy.trainer.training.ablation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A test that students are asked, other than the validation part. */
public interface AskedTest {
  /** What reports call it. */
  String name();

  /** Tells this test from any other: hexadecimal digits. */
  String digest();

  /**
   * Which rows a student gets wrong; of any two students in the same order.
   *
   * @param student its folder
   */
  List<Boolean> wrong(Path student) throws IOException;
}
