package dev.understudy.bench.serving;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What one measurement saw.
 *
 * @param latencies of whole answers, in nanoseconds
 * @param errors requests that were not answered as they should
 * @param took from the first request to the last answer
 * @param cpu processor time that whoever answered spent meanwhile
 */
record Sample(Histogram latencies, long errors, Duration took, Duration cpu) {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  double perSecond() {
    return latencies.getTotalCount() * NANOS_PER_SECOND / took.toNanos();
  }

  double cpuMillisPerRequest() {
    return cpu.toNanos() / NANOS_PER_MILLI / latencies.getTotalCount();
  }

  double millisAt(double percentile) {
    return latencies.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
  }
}
