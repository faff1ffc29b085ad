package dev.understudy.bench.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came back. A request counts as answered only if its status is 200 and its body is whole;
 * everything else is an error of a named kind, so a proxy that fails fast does not look fast.
 *
 * <p>Written by one thread; read after the load has ended.
 */
public final class Tally {
  private final Map<String, Long> errors = new TreeMap<>();
  private long answered;
  private long pieces;
  private Duration took = Duration.ZERO;

  void countAnswered(int piecesOfBody) {
    answered++;
    pieces += piecesOfBody;
  }

  void countError(String kind) {
    errors.merge(kind, 1L, Long::sum);
  }

  void setTook(Duration took) {
    this.took = took;
  }

  /** Requests answered whole with 200. */
  public long answered() {
    return answered;
  }

  /** Requests that were not, by kind. */
  public Map<String, Long> errors() {
    return Map.copyOf(errors);
  }

  /** How many requests were not answered as they should. */
  public long errorCount() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * How many separate reads the average body arrived in: near the deltas if streamed unbuffered.
   */
  public double piecesPerAnswer() {
    return answered == 0 ? 0 : (double) pieces / answered;
  }

  /** How long it took, from the first request to the last answer. */
  public Duration took() {
    return took;
  }

  /** Answered requests per second. */
  public double perSecond() {
    return took.isZero() ? 0 : answered * 1e9 / took.toNanos();
  }
}
