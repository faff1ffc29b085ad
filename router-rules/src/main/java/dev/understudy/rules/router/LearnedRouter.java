package dev.understudy.rules.router;

import dev.understudy.exchange.ngram.NgramReader.Weight;
import dev.understudy.rules.request.RequestBody;
import java.util.List;

/**
 * Tells how likely the student's answer to a request would be right: a logistic regression on the
 * words of the request and on facts about it, calibrated (Platt, "Probabilistic Outputs for Support
 * Vector Machines", 1999). Immutable and thread-safe; a prompt of 4 KB takes less than 100
 * microseconds.
 */
public final class LearnedRouter {
  private static final double LEAST_SCORE = 1e-6;
  private static final double SCORES = 1e9;

  private final RequestReader reader;
  private final List<FactWeight> facts;
  private final float[] table;
  private final double bias;
  private final Calibration calibration;

  /**
   * What a unit of a fact adds.
   *
   * @param weight what it adds
   * @param least smaller values count as this one: nothing smaller was seen in training
   * @param most larger values count as this one
   */
  public record FactWeight(double weight, double least, double most) {
    public FactWeight {
      if (!Double.isFinite(weight)) {
        throw new IllegalArgumentException("weight must be a finite number, got " + weight);
      }
      if (!(least <= most) || Double.isInfinite(least) || Double.isInfinite(most)) {
        throw new IllegalArgumentException(
            "least and most must be finite numbers in this order, got %s and %s"
                .formatted(least, most));
      }
    }

    double of(float value) {
      return weight * Math.max(least, Math.min(most, value));
    }
  }

  /**
   * Makes probabilities of logits: {@code 1 / (1 + exp(-(slope * logit + shift)))}.
   *
   * @param slope greater than 0, so that the order of requests stays
   * @param shift a finite number
   */
  public record Calibration(double slope, double shift) {
    /** Logits as they are. */
    public static final Calibration NONE = new Calibration(1, 0);

    public Calibration {
      if (!(slope > 0) || Double.isInfinite(slope)) {
        throw new IllegalArgumentException("slope must be greater than 0, got " + slope);
      }
      if (!Double.isFinite(shift)) {
        throw new IllegalArgumentException("shift must be a finite number, got " + shift);
      }
    }

    /** The probability of a logit, within (0, 1). */
    public double probability(double logit) {
      double chance = 1 / (1 + Math.exp(-(slope * logit + shift)));
      return Math.max(LEAST_SCORE, Math.min(1 - LEAST_SCORE, chance));
    }
  }

  /**
   * A router of these weights.
   *
   * @param facts one for each {@link Fact}, in their order
   * @param table a weight for each place that the reader knows; not copied
   */
  public LearnedRouter(
      RequestReader reader,
      List<FactWeight> facts,
      float[] table,
      double bias,
      Calibration calibration) {
    this.reader = reader;
    this.facts = List.copyOf(facts);
    this.table = table;
    this.bias = bias;
    this.calibration = calibration;
    if (facts.size() != Fact.values().length) {
      throw new IllegalArgumentException(
          "facts must be %d, got %d".formatted(Fact.values().length, facts.size()));
    }
    if (table.length != 1 << reader.ngrams().bits()) {
      throw new IllegalArgumentException(
          "table must have %d places, got %d".formatted(1 << reader.ngrams().bits(), table.length));
    }
    if (!Double.isFinite(bias)) {
      throw new IllegalArgumentException("bias must be a finite number, got " + bias);
    }
  }

  /** The same with another calibration. */
  public LearnedRouter calibrated(Calibration other) {
    return new LearnedRouter(reader, facts, table, bias, other);
  }

  /**
   * How likely the student's answer would be as good as the teacher's, within (0, 1); 0 for a body
   * that is not one JSON object, of which nothing can be told. Never throws, whatever the bytes.
   *
   * @param body the whole body, without any content coding
   * @param path the request's path
   */
  public double score(byte[] body, String path) {
    RequestFeatures features = reader.read(body, path);
    return features == null ? 0 : score(features);
  }

  /** The same of a body that was read already. */
  public double score(byte[] body, String path, RequestBody read) {
    RequestReader.Excerpt excerpt = reader.excerpt(body, path);
    Weight words = reader.ngrams().weight(excerpt.text(), table);
    return score(logit(excerpt.facts(read, words.words()), words.sum()));
  }

  /** The same of features that this router's {@link #reader} made. */
  public double score(RequestFeatures request) {
    return score(logit(request));
  }

  /** Rounded, so that the order in which a text's words are added up makes no difference. */
  private double score(double logit) {
    return Math.rint(calibration.probability(logit) * SCORES) / SCORES;
  }

  /** The score as it is before calibration: any number, and 0 where the chances are even. */
  public double logit(RequestFeatures request) {
    int[] places = request.ngrams().places();
    float[] values = request.ngrams().values();
    double words = 0;
    for (int i = 0; i < places.length; i++) {
      words += table[places[i]] * values[i];
    }
    return logit(request.facts(), words);
  }

  private double logit(float[] known, double words) {
    double sum = bias + words;
    for (int i = 0; i < known.length; i++) {
      sum += facts.get(i).of(known[i]);
    }
    return sum;
  }

  /** How it reads requests. */
  public RequestReader reader() {
    return reader;
  }

  List<FactWeight> facts() {
    return facts;
  }

  float[] table() {
    return table;
  }

  double bias() {
    return bias;
  }

  Calibration calibration() {
    return calibration;
  }
}
