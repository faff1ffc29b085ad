package dev.understudy.trainer.training;

import static dev.understudy.trainer.ExampleDraft.example;

import dev.understudy.exchange.ngram.NgramReader;
import dev.understudy.student.classifier.InputForm;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.training.calibrate.Calibrator;
import dev.understudy.trainer.training.calibrate.DecisionGoal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A small set of which one text in three is rude, some against all appearance, and its plan. */
public final class RudeSet {
  /** A regression that trains in an instant. */
  public static final NgramStudent QUICK =
      new NgramStudent(new NgramReader(10, 1, 3, 1_000), List.of(1.0, 10.0), 0, false, 0);

  private RudeSet() {}

  /** Writes so many rows to train on, and a third as many to validate with. */
  public static void write(Path set, int rows) throws IOException {
    Random random = new Random(5);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < rows + rows / 3; i++) {
      boolean rude = random.nextInt(3) == 0;
      boolean looksRude = rude ^ random.nextInt(12) == 0;
      String telling = looksRude ? "stupid idiot" : "great source thanks";
      examples.add(
          example("id-" + i)
              .answer(rude ? "yes" : "no")
              .label(rude ? "yes" : "no")
              .split(i < rows ? Split.TRAIN : Split.VALIDATION)
              .input("this page is " + telling + " number " + random.nextInt(1000))
              .make());
    }
    TrainingSets.write(set, examples);
  }

  /** A plan to train on it into a folder. */
  public static TrainingPlan plan(Path set, Path out) {
    return new TrainingPlan(
        "moderation",
        set,
        out,
        7,
        0,
        1,
        null,
        InputForm.SLOTS,
        QUICK,
        Calibrator.TEMPERATURE,
        new DecisionGoal.Accuracy());
  }
}
