package dev.understudy.trainer.router;

import dev.understudy.rules.router.RequestFeatures;
import java.util.Arrays;

/**
 * A request that both answered.
 *
 * @param features what a router knows of it
 * @param judged what is known of the two answers
 */
record ComparedRequest(RequestFeatures features, Judged judged) {
  /**
   * Requests that say the same have one name, whatever else they ask for, such as streaming: they
   * must not be dealt apart.
   */
  String lookalikes() {
    return Arrays.hashCode(features.ngrams().places())
        + ":"
        + Arrays.hashCode(features.ngrams().values());
  }
}
