package dev.understudy.trainer.router;

import dev.understudy.exchange.ngram.Features;
import dev.understudy.rules.router.Fact;
import dev.understudy.rules.router.LearnedRouter;
import dev.understudy.rules.router.LearnedRouter.Calibration;
import dev.understudy.rules.router.LearnedRouter.FactWeight;
import dev.understudy.rules.router.RequestReader;
import dev.understudy.trainer.training.data.Target;
import dev.understudy.trainer.training.linear.LogisticRegression;
import dev.understudy.trainer.training.linear.UsedPlaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits a router's weights: logistic regression with a quadratic penalty on n-grams, and on facts
 * brought to the mean 0 and the standard deviation 1. The same rows give the same weights.
 *
 * @param reader how the requests were read
 * @param strength how freely weights may grow, greater than 0
 */
record RouterTraining(RequestReader reader, double strength) {
  /** Keeps files small: 40,000 weights take some 270 KB. The least are left out. */
  private static final int MOST_WEIGHTS = 40_000;

  private static final int FACTS = Fact.values().length;
  private static final double LEAST_DEVIATION = 1e-6;
  private static final Target WRONG = new Target("", List.of(1.0, 0.0), 1);
  private static final Target RIGHT = new Target("", List.of(0.0, 1.0), 1);

  /** What one fact is like over all rows. */
  private record Column(double mean, double deviation, double least, double most) {
    static Column of(List<ComparedRequest> rows, int fact) {
      double[] values = rows.stream().mapToDouble(row -> row.features().facts()[fact]).toArray();
      double mean = Arrays.stream(values).average().orElse(0);
      double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
      return new Column(
          mean,
          Math.sqrt(square),
          Arrays.stream(values).min().orElse(0),
          Arrays.stream(values).max().orElse(0));
    }

    /** What never changes tells nothing: it is 0, and so is its weight. */
    boolean isConstant() {
      return deviation < LEAST_DEVIATION;
    }

    float scaled(float value) {
      return isConstant() ? 0 : (float) ((value - mean) / deviation);
    }
  }

  /**
   * Trains a router that is not calibrated yet.
   *
   * @param rows at least one
   */
  LearnedRouter train(List<ComparedRequest> rows) {
    List<Column> columns =
        IntStream.range(0, FACTS).mapToObj(fact -> Column.of(rows, fact)).toList();
    UsedPlaces used =
        UsedPlaces.of(
            rows.stream().map(row -> row.features().ngrams()).toList(),
            1 << reader.ngrams().bits());
    int all = FACTS + used.count();
    double[] fitted =
        new LogisticRegression(
                rows.stream().map(row -> places(row, used)).toArray(int[][]::new),
                rows.stream().map(row -> values(row, columns)).toArray(float[][]::new),
                rows.stream().map(row -> row.judged().isAsGood() ? RIGHT : WRONG).toList(),
                all,
                2,
                strength)
            .fit();
    double[] weights = new double[all + 1];
    Arrays.setAll(weights, i -> fitted[all + 1 + i] - fitted[i]);
    return router(weights, columns, used);
  }

  private static int[] places(ComparedRequest row, UsedPlaces used) {
    int[] ngrams = used.numbers(row.features().ngrams());
    int[] places = new int[FACTS + ngrams.length];
    Arrays.setAll(places, i -> i < FACTS ? i : FACTS + ngrams[i - FACTS]);
    return places;
  }

  private static float[] values(ComparedRequest row, List<Column> columns) {
    Features ngrams = row.features().ngrams();
    float[] values = new float[FACTS + ngrams.values().length];
    for (int i = 0; i < FACTS; i++) {
      values[i] = columns.get(i).scaled(row.features().facts()[i]);
    }
    System.arraycopy(ngrams.values(), 0, values, FACTS, ngrams.values().length);
    return values;
  }

  private LearnedRouter router(double[] weights, List<Column> columns, UsedPlaces used) {
    double bias = weights[weights.length - 1];
    List<FactWeight> facts = new ArrayList<>();
    for (int i = 0; i < FACTS; i++) {
      Column column = columns.get(i);
      double weight = column.isConstant() ? 0 : weights[i] / column.deviation();
      facts.add(new FactWeight(weight, column.least(), column.most()));
      bias -= weight * column.mean();
    }
    float[] table = new float[1 << reader.ngrams().bits()];
    double least = leastKept(weights);
    for (int place = 0; place < table.length; place++) {
      int number = used.number(place);
      double weight = number < 0 ? 0 : weights[FACTS + number];
      table[place] = Math.abs(weight) < least ? 0 : (float) weight;
    }
    return new LearnedRouter(reader, facts, table, bias, Calibration.NONE);
  }

  private static double leastKept(double[] weights) {
    double[] sizes =
        Arrays.stream(weights, FACTS, weights.length - 1).map(Math::abs).sorted().toArray();
    return sizes.length <= MOST_WEIGHTS ? 0 : sizes[sizes.length - MOST_WEIGHTS];
  }
}
