package dev.understudy.trainer.training.ablation;

import dev.understudy.trainer.evaluation.interval.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.commons.math3.stat.StatUtils;
import org.jspecify.annotations.Nullable;

/**
 * How accuracy grows with the number of rows trained on, and what more rows would bring.
 *
 * <p>Intervals are percentiles of resamples: seeds are drawn, and for each the rows of its test,
 * the same for all shares, as all shares were asked the same; the law is fitted again each time.
 * They tell how far chance in tests and seeds may mislead, given that the curve keeps its form and
 * further rows are like these; neither is known.
 *
 * @param steps what was measured, by rising shares
 * @param law what was fitted, or null where that cannot be done
 * @param why why it cannot, and what to do; empty where it can
 * @param forecasts what so many times the rows would bring; none where nothing was fitted
 */
public record LearningCurve(
    List<Step> steps, @Nullable PowerLaw law, String why, List<Forecast> forecasts) {
  private static final int FEWEST_SIZES = 4;
  private static final List<Double> TIMES = List.of(2.0, 4.0);
  private static final int RESAMPLES = 1_000;
  private static final double TAIL = 2.5;

  public LearningCurve {
    steps = List.copyOf(steps);
    forecasts = List.copyOf(forecasts);
    Objects.requireNonNull(why, "why");
  }

  /**
   * What was measured with a share of the rows.
   *
   * @param share in (0, 1]
   * @param rows how many rows that is, on average over seeds
   * @param accuracy the mean over seeds
   * @param spread the standard deviation between seeds, or null where there is one alone
   * @param within where the accuracy lies, with a confidence of 95 %
   * @param seeds how many seeds
   */
  public record Step(
      double share,
      double rows,
      double accuracy,
      @Nullable Double spread,
      Interval within,
      int seeds) {}

  /**
   * What more rows would bring.
   *
   * @param times how many times the rows there are
   * @param accuracy what is expected
   * @param within where it lies, with a confidence of 95 %
   * @param gain how much that is above what the curve has for the rows there are
   * @param gainWithin where the gain lies
   */
  public record Forecast(
      double times, double accuracy, Interval within, double gain, Interval gainWithin) {}

  /**
   * The curve of what was measured.
   *
   * @param measured at least one; each seed was measured at each share
   * @param isOneTest whether all seeds were measured by the same rows, whose luck they then share;
   *     else each by rows of its own
   */
  public static LearningCurve of(List<Measured> measured, boolean isOneTest) {
    Sample sample = new Sample(measured);
    double[][] resampled = sample.resampled(RESAMPLES, isOneTest);
    List<PowerLaw.Point> points = sample.points(sample.errors(), resampled);
    List<Step> steps = sample.steps(resampled);
    if (steps.size() < FEWEST_SIZES) {
      return unfitted(
          steps,
          "a curve needs %d shares or more, got %d: name more under ablation.shares"
              .formatted(FEWEST_SIZES, steps.size()));
    }
    PowerLaw law = PowerLaw.fitted(points);
    if (!law.falls()) {
      return unfitted(
          steps,
          "the error does not fall with more rows here: more rows like these promise nothing, or"
              + " the differences are below what this test can show; try more seeds, a larger test,"
              + " smaller shares");
    }
    return new LearningCurve(steps, law, "", sample.forecasts(law, points, resampled));
  }

  private static LearningCurve unfitted(List<Step> steps, String why) {
    return new LearningCurve(steps, null, why, List.of());
  }

  /** What was measured, by shares and seeds. */
  private static final class Sample {
    private final TreeMap<Double, List<Measured>> byShare = new TreeMap<>();
    private final int seeds;

    Sample(List<Measured> measured) {
      measured.forEach(
          each -> byShare.computeIfAbsent(each.share(), any -> new ArrayList<>()).add(each));
      seeds = byShare.firstEntry().getValue().size();
      byShare.values().forEach(each -> each.sort((a, b) -> Long.compare(a.seed(), b.seed())));
      if (byShare.values().stream().anyMatch(each -> each.size() != seeds)) {
        throw new IllegalArgumentException("each seed must have been measured at each share");
      }
    }

    double[] errors() {
      return byShare.values().stream()
          .mapToDouble(all -> all.stream().mapToDouble(Measured::error).average().orElse(0))
          .toArray();
    }

    /** The errors by shares of each resample. */
    double[][] resampled(int times, boolean isOneTest) {
      SplittableRandom dice = new SplittableRandom(1);
      double[][][] wrong = // by shares, seeds and rows: in numbers, as they are looked at often
          byShare.values().stream()
              .map(all -> all.stream().map(Measured::flags).toArray(double[][]::new))
              .toArray(double[][][]::new);
      double[][] errors = new double[times][byShare.size()];
      for (double[] each : errors) {
        int[] rows = {};
        for (int any = 0; any < seeds; any++) {
          int seed = dice.nextInt(seeds);
          int count = wrong[0][seed].length;
          rows = isOneTest && any > 0 ? rows : dice.ints(count, 0, count).toArray();
          for (int row : rows) {
            for (int share = 0; share < each.length; share++) {
              each[share] += wrong[share][seed][row] / count / seeds;
            }
          }
        }
      }
      return errors;
    }

    List<PowerLaw.Point> points(double[] errors, double[][] resampled) {
      List<PowerLaw.Point> points = new ArrayList<>();
      int share = 0;
      for (List<Measured> all : byShare.values()) {
        double rows = rows(all);
        double variance = StatUtils.variance(column(resampled, share));
        // No test is so good that a share without a single mistake counts for everything.
        double least = 1.0 / Math.pow(seeds * all.get(0).wrong().size() + 2.0, 2);
        points.add(new PowerLaw.Point(rows, errors[share], 1 / Math.max(variance, least)));
        share++;
      }
      return points;
    }

    private static double rows(List<Measured> all) {
      return all.stream().mapToLong(Measured::rows).average().orElse(1);
    }

    private static double[] column(double[][] table, int column) {
      return Arrays.stream(table).mapToDouble(line -> line[column]).toArray();
    }

    List<Step> steps(double[][] resampled) {
      List<Step> steps = new ArrayList<>();
      for (Map.Entry<Double, List<Measured>> each : byShare.entrySet()) {
        double[] right = each.getValue().stream().mapToDouble(one -> 1 - one.error()).toArray();
        double[] drawn = column(resampled, steps.size());
        steps.add(
            new Step(
                each.getKey(),
                rows(each.getValue()),
                StatUtils.mean(right),
                seeds < 2 ? null : (Double) Math.sqrt(StatUtils.variance(right)),
                interval(Arrays.stream(drawn).map(error -> 1 - error).toArray()),
                seeds));
      }
      return steps;
    }

    List<Forecast> forecasts(PowerLaw law, List<PowerLaw.Point> points, double[][] resampled) {
      List<PowerLaw> laws = new ArrayList<>();
      for (double[] errors : resampled) {
        List<PowerLaw.Point> again = new ArrayList<>();
        for (int i = 0; i < errors.length; i++) {
          again.add(new PowerLaw.Point(points.get(i).rows(), errors[i], points.get(i).weight()));
        }
        laws.add(PowerLaw.fitted(again));
      }
      // Shares may end below the whole: what is asked about is the whole's multiple.
      double all = points.get(points.size() - 1).rows() / byShare.lastKey();
      return TIMES.stream()
          .map(
              times ->
                  new Forecast(
                      times,
                      1 - law.at(times * all),
                      interval(
                          laws.stream().mapToDouble(each -> 1 - each.at(times * all)).toArray()),
                      law.at(all) - law.at(times * all),
                      interval(
                          laws.stream()
                              .mapToDouble(each -> each.at(all) - each.at(times * all))
                              .toArray())))
          .toList();
    }

    private static Interval interval(double[] figures) {
      return new Interval(
          StatUtils.percentile(figures, TAIL), StatUtils.percentile(figures, 100 - TAIL));
    }
  }
}
