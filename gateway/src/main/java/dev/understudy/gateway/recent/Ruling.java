package dev.understudy.gateway.recent;

import dev.understudy.exchange.Feedback;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person said of a disagreement. */
public enum Ruling {
  /** The teacher is right. */
  TEACHER,
  /** The student is right. */
  STUDENT,
  /** Neither is. */
  BOTH_WRONG,
  /** The person did not want to say. */
  SKIPPED,
  /** A person corrected the answer by other means than the console. */
  CORRECTED,
  /** What was said before does not count any more. */
  TAKEN_BACK;

  /** The annotator of feedback that a person gave. */
  public static final String PERSON = "human";

  private static final String CONSOLE = "console: ";

  /** The word used on the wire, such as {@code both_wrong}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The comment of feedback by which the ruling is known again. */
  public String comment() {
    return CONSOLE + word();
  }

  /** The ruling of that word that a person can make; empty for any other. */
  public static Optional<Ruling> read(@Nullable String word) {
    for (Ruling each : values()) {
      if (each.word().equals(word) && each != CORRECTED && each != TAKEN_BACK) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** What feedback comes to as a ruling; empty where it says nothing of who is right. */
  static Optional<Ruling> of(Feedback feedback) {
    String comment = feedback.comment();
    for (Ruling each : values()) {
      if (each.comment().equals(comment)) {
        return Optional.of(each);
      }
    }
    String correction = feedback.correction();
    if (correction == null || !PERSON.equals(feedback.annotator())) {
      return Optional.empty();
    }
    return Optional.of(correction.isEmpty() ? TAKEN_BACK : CORRECTED);
  }
}
