package dev.understudy.gateway.figures;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;
import org.HdrHistogram.Recorder;

/**
 * Durations of one kind: any thread may {@link #record} them without waiting; all else is for one
 * thread at a time. Each is known to one part in a hundred. The last hour is kept, in parts of ten
 * minutes.
 */
final class Stopwatch {
  private static final int DIGITS = 2;
  private static final double MICROS_PER_MILLI = 1000;
  private static final int PARTS = 6;
  private static final int CLASSES_PER_DECADE = 10;

  private final Recorder recorder = new Recorder(DIGITS);
  private final PackedHistogram minute = new PackedHistogram(DIGITS);
  private final Deque<PackedHistogram> hour = new ArrayDeque<>();
  private Histogram last = recorder.getIntervalHistogram();

  /** Takes a duration in microseconds. */
  void record(long micros) {
    recorder.recordValue(Math.max(0, micros));
  }

  /** Takes over what was recorded since the last time. */
  void turn() {
    last = recorder.getIntervalHistogram(last);
    if (last.getTotalCount() > 0) {
      minute.add(last);
      if (hour.isEmpty()) {
        hour.add(new PackedHistogram(DIGITS));
      }
      hour.getLast().add(last);
    }
  }

  /** Begins a new minute. */
  void turnMinute() {
    minute.reset();
  }

  /** Begins a new part of the hour, and forgets what is older than that. */
  void turnPart() {
    if (hour.size() == PARTS) {
      hour.removeFirst();
    }
    hour.addLast(new PackedHistogram(DIGITS));
  }

  /** The median, 90th and 99th percentile since the last turn, in milliseconds, or {@code NaN}. */
  double[] lately() {
    return quantiles(last);
  }

  /** The same of this minute. */
  double[] inMinute() {
    return quantiles(minute);
  }

  private static double[] quantiles(AbstractHistogram durations) {
    if (durations.getTotalCount() == 0) {
      return new double[] {Double.NaN, Double.NaN, Double.NaN};
    }
    return new double[] {
      millis(durations, 50), millis(durations, 90), millis(durations, 99),
    };
  }

  private static double millis(AbstractHistogram durations, double percentile) {
    return (double) durations.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
  }

  /** Adds what the last hour brought. */
  void addHourTo(Histogram sum) {
    hour.forEach(sum::add);
  }

  /** Something to sum up hours in. */
  static Histogram sum() {
    return new Histogram(DIGITS);
  }

  /** How those durations are spread. */
  static Spread spread(Histogram durations) {
    if (durations.getTotalCount() == 0) {
      return Spread.NONE;
    }
    int first = classOf(durations.getMinValue());
    int last = classOf(durations.getMaxValue());
    long[] counts = new long[last - first + 1];
    durations
        .recordedValues()
        .forEach(
            value ->
                counts[Math.max(0, Math.min(classOf(value.getValueIteratedTo()), last) - first)] +=
                    value.getCountAddedInThisIterationStep());
    List<Spread.DurationClass> classes = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      classes.add(new Spread.DurationClass(bound(first + i), counts[i]));
    }
    double[] quantiles = quantiles(durations);
    return new Spread(
        durations.getTotalCount(),
        quantiles[0],
        quantiles[1],
        quantiles[2],
        (double) durations.getMaxValue() / MICROS_PER_MILLI,
        classes);
  }

  /** The class whose upper bound is the first that is not below so many microseconds. */
  private static int classOf(long micros) {
    return (int) Math.ceil(Math.log10((double) Math.max(1, micros)) * CLASSES_PER_DECADE - 1e-9);
  }

  private static double bound(int number) {
    return Math.pow(10, (double) number / CLASSES_PER_DECADE) / MICROS_PER_MILLI;
  }
}
