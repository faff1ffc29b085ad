package dev.understudy.trainer.evaluation.asked;

import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.endpoint.Unavailable;
import java.io.IOException;
import java.util.List;

/** What answers the questions of a test: a student, a teacher, or what stands for one. */
@FunctionalInterface
public interface Answerer {
  /**
   * Its answers to questions, in their order.
   *
   * @throws Unavailable where it cannot be asked, or no further
   * @throws IOException where files cannot be read or written
   */
  List<Answered> answers(List<TestQuestion> questions)
      throws Unavailable, IOException, InterruptedException;
}
