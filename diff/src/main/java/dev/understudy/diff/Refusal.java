package dev.understudy.diff;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a text declines to answer: a short one (up to {@value #MAX_LENGTH} characters) that
 * opens, after an apology if any, with inability to help, as the {@code refusal} of OpenAI's
 * messages does. English only and conservative: an answer that goes on about the matter at length,
 * or that says it cannot find or know something, is an answer.
 */
final class Refusal {
  static final int MAX_LENGTH = 600;

  private static final List<String> APOLOGIES =
      List.of(
          "i'm very sorry",
          "i'm really sorry",
          "i'm so sorry",
          "i'm sorry",
          "i am sorry",
          "i apologize",
          "i apologise",
          "my apologies",
          "apologies",
          "sorry",
          "unfortunately");

  private static final List<String> INABILITIES =
      List.of(
          "i can't",
          "i cannot",
          "i can not",
          "i won't",
          "i will not",
          "i'm unable to",
          "i am unable to",
          "i'm not able to",
          "i am not able to",
          "i must decline to",
          "i have to decline to",
          "i'm not comfortable",
          "as an ai language model, i can't",
          "as an ai language model, i cannot",
          "as an ai, i can't",
          "as an ai, i cannot");

  private static final List<String> DEEDS =
      List.of(
          "assist",
          "help",
          "comply",
          "fulfill",
          "fulfil",
          "do that",
          "do this",
          "provide",
          "answer",
          "engage",
          "participate",
          "create",
          "generate",
          "write",
          "discuss",
          "share",
          "support",
          "continue",
          "process",
          "respond");

  private Refusal() {}

  static boolean isOne(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > MAX_LENGTH) {
      return false;
    }
    String said = stripped.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
    String rest = after(APOLOGIES, said);
    if (rest != null) {
      said = withoutJoint(rest);
    }
    String deed = after(INABILITIES, said);
    return deed != null && after(DEEDS, deed.strip()) != null;
  }

  private static @Nullable String after(List<String> openings, String text) {
    for (String opening : openings) {
      if (text.startsWith(opening) && endsWord(text, opening.length())) {
        return text.substring(opening.length());
      }
    }
    return null;
  }

  private static boolean endsWord(String text, int at) {
    return at == text.length() || !Character.isLetterOrDigit(text.charAt(at));
  }

  /** What follows the apology's comma, full stop or "but". */
  private static String withoutJoint(String text) {
    int from = 0;
    while (from < text.length() && " ,.;:!-\n".indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    String rest = text.substring(from);
    return rest.startsWith("but ") ? rest.substring("but ".length()).strip() : rest;
  }
}
