package dev.understudy.diff.evidence;

import java.util.Objects;

/**
 * Something of which each observation is bad or not, and how often it may be bad.
 *
 * @param word its name in metrics and logs, such as {@code different}
 * @param limit the rate of bad observations that is still accepted, within (0, 1)
 */
public record Metric(String word, double limit) {
  public Metric {
    Objects.requireNonNull(word, "word");
    if (!(limit > 0 && limit < 1)) {
      throw new IllegalArgumentException("limit must be within (0, 1), got " + limit);
    }
  }
}
