package dev.understudy.trainer.evaluation.figures;

import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.Slices;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Test sets for tests. */
public final class Sets {
  /** The one that is judged. */
  public static final TestSystem STUDENT = new TestSystem("toxicity-7", Role.STUDENT);

  /** What it learned from. */
  public static final TestSystem TEACHER = new TestSystem("gpt-4", Role.TEACHER);

  /** What it must beat. */
  public static final TestSystem BASELINE = new TestSystem("majority", Role.BASELINE);

  private Sets() {}

  /**
   * Comments that are "1" (bad) or "0": the student is right nine times of ten and honest about it,
   * the teacher four times of five, the baseline always says "0".
   */
  public static TestSet seeded(int rows, long seed) {
    SplittableRandom dice = new SplittableRandom(seed);
    List<TestRow> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      all.add(row(i, dice));
    }
    return new TestSet("test_balanced", List.of(STUDENT, TEACHER, BASELINE), all);
  }

  private static TestRow row(int place, SplittableRandom dice) {
    String gold = dice.nextBoolean() ? "1" : "0";
    double sure = 0.8 + dice.nextDouble() * 0.2;
    String student = dice.nextDouble() < sure ? gold : other(gold);
    String teacher = dice.nextDouble() < 0.8 ? gold : other(gold);
    String app = place % 3 == 0 ? "forum" : "shop";
    Slices slices = new Slices(app, "en", place % 40 == 0 ? "rare" : "common", 10 + place);
    return new TestRow(
        "row-" + place,
        "comment number " + place,
        gold,
        null,
        Map.of(
            STUDENT.name(),
                answer(student)
                    .withConfidence(sure)
                    .withProbabilities(Map.of(student, sure, other(student), 1 - sure)),
            TEACHER.name(), answer(teacher).withTokens(100, 7),
            BASELINE.name(), answer("0")),
        slices);
  }

  private static Answered answer(String label) {
    return Answered.labelled("{\"is_bad\": " + label + "}", label);
  }

  private static String other(String label) {
    return label.equals("1") ? "0" : "1";
  }
}
