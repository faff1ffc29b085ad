package dev.understudy.diff.text;

import java.util.HashMap;
import java.util.Map;

/**
 * The harmonic mean of the shares of each text's tokens that the other has too, each token as often
 * as it comes, whatever the order: the F1 of SQuAD (Rajpurkar, Zhang, Lopyrev and Liang, "SQuAD:
 * 100,000+ Questions for Machine Comprehension of Text", EMNLP 2016), but articles count. Linear
 * time.
 */
public final class TokenF1 implements Likeness {
  @Override
  public String word() {
    return "token_f1";
  }

  @Override
  public double of(Passage one, Passage other) {
    int total = one.tokens().words().size() + other.tokens().words().size();
    if (total == 0) {
      return one.text().equals(other.text()) ? 1 : 0;
    }
    Map<String, Integer> counts = new HashMap<>();
    for (String word : one.tokens().words()) {
      counts.merge(word, 1, Integer::sum);
    }
    int shared = 0;
    for (String word : other.tokens().words()) {
      Integer left = counts.get(word);
      if (left != null && left > 0) {
        counts.put(word, left - 1);
        shared++;
      }
    }
    return 2.0 * shared / total;
  }
}
