package dev.understudy.trainer.training.tune;

import dev.understudy.student.encoder.Precision;
import dev.understudy.student.head.Reading;
import dev.understudy.student.tokens.Keep;
import dev.understudy.trainer.training.TrainingRun;
import dev.understudy.trainer.training.TrainingWatch;
import java.io.IOException;
import java.nio.file.Path;

/** A process whose training asks for more memory than it may have, and says what came of it. */
final class HungryTraining {
  private HungryTraining() {}

  public static void main(String[] arguments) throws IOException {
    EncoderStudent student =
        new EncoderStudent(
            arguments[0],
            new Reading(TinyTraining.LONGEST, Keep.BEGINNING),
            Precision.FP32,
            "cpu",
            1,
            0,
            false,
            0,
            new FullTuning(TinyTraining.FAST, 0));
    try {
      student
          .train(
              TinyTraining.longSet(),
              TinyTraining.LABELS,
              new TrainingRun(1, Path.of(arguments[1]), TrainingWatch.SILENT))
          .close();
    } catch (Untrainable expected) {
      System.out.println(expected.getMessage());
    }
  }
}
