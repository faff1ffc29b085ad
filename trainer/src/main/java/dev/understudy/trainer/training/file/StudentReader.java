package dev.understudy.trainer.training.file;

import dev.understudy.exchange.ngram.NgramReader;
import dev.understudy.rules.Share;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import dev.understudy.trainer.training.NgramStudent;
import dev.understudy.trainer.training.ScorerTraining;
import java.nio.file.Path;

/** Reads the section {@code student}: which network, and how it is trained. */
final class StudentReader {
  private StudentReader() {}

  /** What it says; paths in it count from the folder. */
  static ScorerTraining read(Section in, Path folder) {
    return in.has("encoder")
        ? in.section("encoder", each -> EncoderReader.read(each, folder))
        : in.section("ngram", StudentReader::ngram);
  }

  private static ScorerTraining ngram(Section in) {
    NgramReader byDefault = NgramReader.DEFAULT;
    return new NgramStudent(
        new NgramReader(
            in.value("bits", Scalar.integer(10, 24), byDefault.bits()),
            in.value("words", Scalar.integer(1, 4), byDefault.words()),
            in.value("letters", Scalar.integer(3, 8), byDefault.letters()),
            byDefault.mostCharacters()),
        in.has("strength")
            ? in.oneOrMore("strength", Numbers.POSITIVE)
            : NgramStudent.DEFAULT.strengths(),
        in.value("smoothing", Scalar.SHARE, Share.NONE).fraction().doubleValue(),
        in.value("soft", Scalar.BOOLEAN, false),
        in.value("balance", Scalar.SHARE, Share.NONE).fraction().doubleValue());
  }
}
