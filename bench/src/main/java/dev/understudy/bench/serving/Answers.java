package dev.understudy.bench.serving;

import java.util.List;

/** Tells how far apart two systems' answers to the same questions are. */
final class Answers {
  private Answers() {}

  /**
   * The largest difference of confidences.
   *
   * @param some answers, each as an answer, a blank and its confidence
   */
  static double farthest(List<String> some, List<String> others) {
    double farthest = 0;
    for (int i = 0; i < some.size(); i++) {
      farthest = Math.max(farthest, Math.abs(signed(some.get(i)) - signed(others.get(i))));
    }
    return farthest;
  }

  /** Two labels: how sure one is of the second is one less how sure of the first. */
  private static double signed(String answer) {
    double confidence = Double.parseDouble(answer.substring(answer.lastIndexOf(' ') + 1));
    return answer.startsWith("True ") ? confidence : 1 - confidence;
  }
}
