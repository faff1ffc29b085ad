package dev.understudy.gateway.practice;

import java.util.List;

/**
 * Recorded answers, or requests, could not be read; the message has one line per problem, each with
 * its place.
 */
final class UnreadableAnswers extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 10;

  UnreadableAnswers(List<String> problems) {
    super(shown(problems));
  }

  UnreadableAnswers(String problem, Throwable cause) {
    super(problem, cause);
  }

  private static String shown(List<String> problems) {
    String first = String.join("\n", problems.subList(0, Math.min(SHOWN, problems.size())));
    int rest = problems.size() - SHOWN;
    return rest > 0 ? first + "\nand " + rest + " more" : first;
  }
}
