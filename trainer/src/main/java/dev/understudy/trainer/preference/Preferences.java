package dev.understudy.trainer.preference;

import dev.understudy.exchange.Verdict;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Gold;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Target;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes pairs of preference from what is known of one request. Two answers that are the same but
 * for blanks around them are no pair, nor is an answer that says nothing.
 */
public final class Preferences {
  private Preferences() {}

  /**
   * The pair of a correction: what the answer should have been is better than what the teacher had
   * said. Empty where nobody corrected the teacher, or where the correction is what it had said:
   * the same text or, where both have labels, the same label in other words.
   *
   * <p>Works before and after the correction took the answer's place; after, it is worded as it was
   * put there. A teacher's tool calls are known only before: {@link Target#replaced} keeps its text
   * alone.
   */
  public static Optional<PreferencePair> ofCorrection(Example example) {
    Reply gold = gold(example);
    Reply teacher = teacher(example.target());
    if (gold == null || teacher == null) {
      return Optional.empty();
    }
    String id = example.id() + "/" + PairSource.CORRECTION.word();
    return pair(id, example, gold, teacher, PairSource.CORRECTION, null);
  }

  /**
   * The pair of a comparison: the correction where there is one, else the example's own answer, is
   * better than the student's. Empty unless the student was found to differ from the teacher; and
   * where it said just what the correction says.
   *
   * @param student the student's name, with its version where there are several
   * @param answer what the student answered
   * @param verdict what the comparison with the teacher came to
   * @param score how alike student and teacher were, in [0, 1], 1 for the same; null where it was
   *     not measured. Where the better answer is not the teacher's, the score is left out
   */
  public static Optional<PreferencePair> ofComparison(
      Example example, String student, Reply answer, Verdict verdict, @Nullable Double score) {
    if (verdict != Verdict.DIFFERENT) {
      return Optional.empty();
    }
    Target target = example.target();
    Reply own = new Reply(target.answer(), target.toolCalls());
    Reply better = Objects.requireNonNullElse(gold(example), own);
    boolean isTeachers = better.equals(teacher(target));
    Double margin = isTeachers && score != null ? (Double) (1 - score) : null;
    String id = example.id() + "/" + PairSource.COMPARISON.word() + "/" + student;
    return pair(id, example, better, answer, PairSource.COMPARISON, margin);
  }

  private static Optional<PreferencePair> pair(
      String id,
      Example example,
      Reply chosen,
      Reply rejected,
      PairSource source,
      @Nullable Double margin) {
    return chosen.isEmpty() || rejected.isEmpty() || areAlike(chosen, rejected)
        ? Optional.empty()
        : Optional.of(new PreferencePair(id, example.prompt(), chosen, rejected, source, margin));
  }

  private static boolean areAlike(Reply one, Reply other) {
    return one.text().strip().equals(other.text().strip())
        && Objects.equals(one.toolCalls(), other.toolCalls());
  }

  /** What the answer should have been; null where nobody said that it was wrong. */
  private static @Nullable Reply gold(Example example) {
    Gold gold = example.gold();
    Target target = example.target();
    if (gold != null && gold.label() != null && gold.label().equals(target.teacherLabel())) {
      return null;
    }
    if (target.provenance() == Provenance.GOLD) {
      return Reply.of(target.answer());
    }
    return gold == null || gold.answer() == null ? null : Reply.of(gold.answer());
  }

  /** What the teacher itself said, whatever took its place since; null where nobody knows. */
  private static @Nullable Reply teacher(Target target) {
    if (target.teacherAnswer() != null) {
      return Reply.of(target.teacherAnswer());
    }
    return switch (target.provenance()) {
      case TEACHER, SYNTHETIC -> new Reply(target.answer(), target.toolCalls());
      case GOLD, VOTE -> null;
    };
  }
}
