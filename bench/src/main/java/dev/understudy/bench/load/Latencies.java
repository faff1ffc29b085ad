package dev.understudy.bench.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * The latencies of an open loop, counted from the moment each request was meant to start.
 *
 * @param histogram of the answered requests, in nanoseconds
 * @param tally how many were answered and how many not
 */
public record Latencies(Histogram histogram, Tally tally) {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final int DIGITS = 3;

  static Histogram empty() {
    return new Histogram(LONGEST.toNanos(), DIGITS);
  }

  /** The latency, in milliseconds, within which that share of the requests was answered. */
  public double millisAt(double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1e6;
  }
}
