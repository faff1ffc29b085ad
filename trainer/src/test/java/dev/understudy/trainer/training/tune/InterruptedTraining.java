package dev.understudy.trainer.training.tune;

import dev.understudy.trainer.training.TrainingRun;
import dev.understudy.trainer.training.TrainingWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A process that trains one epoch, says so, and waits to be killed. */
final class InterruptedTraining {
  static final String SAID = "one epoch is done";

  private InterruptedTraining() {}

  public static void main(String[] arguments) throws IOException {
    Path encoder = Path.of(arguments[0]);
    TrainingWatch watch =
        point -> {
          if (!Double.isNaN(point.validationLoss())) {
            System.out.println(SAID);
            System.out.flush();
            try {
              System.in.read();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    TinyTraining.student(encoder, new FullTuning(TinyTraining.FAST, 0))
        .train(
            TinyTraining.set(),
            TinyTraining.LABELS,
            new TrainingRun(7, Path.of(arguments[1]), watch))
        .close();
  }
}
