package dev.understudy.trainer.router;

import java.io.IOException;
import java.util.List;

/** Tells whether there is something to set thresholds by. */
final class Enough {
  private static final int LEAST_REQUESTS = 100;
  private static final int LEAST_OF_EACH = 10;

  private Enough() {}

  /**
   * Refuses too few requests, or of one kind alone.
   *
   * @param left what was compared and is not among them
   * @throws IOException if so; the message says what there is and what to do
   */
  static void require(Selection selection, Verdicts verdicts, List<Judged> judged, LeftOut left)
      throws IOException {
    int all = judged.size();
    int right = (int) judged.stream().filter(Judged::isAsGood).count();
    String who = "route '%s': student '%s'".formatted(selection.route(), verdicts.student());
    if (all < LEAST_REQUESTS) {
      throw new IOException(
          "%s was compared on %,d requests that can be used%s; at least %d are needed: go on with"
                  .formatted(who, all, left.inBrackets(), LEAST_REQUESTS)
              + " the dark launch, or raise its share");
    }
    if (right == all) {
      throw new IOException(
          "%s was as good as the teacher on all %,d requests: none is hard; let it serve (launch: canary), or go on"
                  .formatted(who, all)
              + " with the dark launch until it errs");
    }
    if (right == 0) {
      throw new IOException(
          "%s was worse than the teacher on all %,d requests: none is easy; train it better, or see what differs:"
                  .formatted(who, all)
              + " understudy captures comparisons");
    }
    if (Math.min(right, all - right) < LEAST_OF_EACH) {
      throw new IOException(
          "%s was as good as the teacher on %,d requests and worse on %,d%s; at least %d of each are needed: go on"
                  .formatted(who, right, all - right, left.inBrackets(), LEAST_OF_EACH)
              + " with the dark launch, or raise its share");
    }
  }
}
