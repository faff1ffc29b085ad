package dev.understudy.trainer.privacy;

import dev.understudy.sink.redaction.Detector;
import dev.understudy.sink.redaction.Find;
import dev.understudy.sink.redaction.RedactionPolicy;
import dev.understudy.sink.redaction.Redactor;
import dev.understudy.sink.redaction.UnredactableEntry;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds credentials in one text, JSON or not, however they are spelled; examples in documentation
 * are none. Thread-safe.
 */
final class SecretFinder {
  private static final Redactor REDACTOR =
      Redactor.of(
          new RedactionPolicy(
              Set.of(Detector.API_KEY, Detector.JWT, Detector.PRIVATE_KEY),
              Map.of(),
              List.of(),
              List.of(),
              null));

  /** What documentation writes in place of a key. */
  private static final List<String> EXAMPLES = List.of("example", "your", "placeholder", "xxxx");

  /** A key that somebody made up has fewer different characters than one that dice made. */
  private static final int FEWEST_DIFFERENT = 7;

  private static final int LONGEST_MADE_UP = 64;

  private SecretFinder() {}

  /**
   * Where they stand, in order.
   *
   * @throws IOException if the text cannot be searched
   */
  static List<Find> in(String text) throws IOException {
    try {
      List<Find> finds = REDACTOR.finds(text);
      return finds.isEmpty()
          ? finds
          : finds.stream()
              .filter(find -> !isMadeUp(text.substring(find.from(), find.to())))
              .toList();
    } catch (UnredactableEntry unsearchable) {
      throw new IOException(unsearchable.getMessage(), unsearchable);
    }
  }

  /** The text with placeholders in the place of credentials. */
  static String masked(String text) {
    return REDACTOR.text(text).text();
  }

  private static boolean isMadeUp(String secret) {
    if (secret.length() > LONGEST_MADE_UP) {
      return false;
    }
    String lower = secret.toLowerCase(Locale.ROOT);
    return EXAMPLES.stream().anyMatch(lower::contains)
        || (secret.length() >= 16 && secret.chars().distinct().count() < FEWEST_DIFFERENT);
  }
}
