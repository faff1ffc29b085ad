package dev.understudy.trainer.dataset;

import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import dev.understudy.trainer.cluster.ClusterSettings;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What training examples are to look like taken together. Only the part {@code train} is balanced:
 * the others show what the traffic is.
 *
 * @param caps the most of any one user, session, application or template, in this order
 * @param mix the shares aimed at, or null to leave them
 * @param size the most rows there are to be, or null for no limit
 * @param difficulty how examples are put into bins of difficulty, or null if not at all
 * @param clusters how inputs are put into clusters, or null if not at all
 */
public record BalanceSettings(
    Map<BalanceBy, Amount> caps,
    @Nullable Mix mix,
    @Nullable Amount size,
    @Nullable Bins difficulty,
    @Nullable ClusterSettings clusters)
    implements Serializable {

  /**
   * A mix aimed at.
   *
   * @param by by what rows are told apart
   * @param shares the share of each value; they add up to 1. Empty for equal shares of all values
   * @param up how often a row may count at most, at least 1: rare values are weighted up to that,
   *     and frequent ones thinned out for the rest
   */
  public record Mix(BalanceBy by, Map<String, Double> shares, double up) implements Serializable {
    public Mix {
      shares = new TreeMap<>(shares);
    }
  }

  /**
   * Bins of difficulty, as many examples in each as in the next.
   *
   * @param by what makes an example difficult
   * @param bins how many there are
   */
  public record Bins(DifficultyBy by, int bins) implements Serializable {}

  /** What makes an example difficult. */
  public enum DifficultyBy {
    /** A teacher that was unsure, by its tokens' probabilities. */
    CONFIDENCE,
    /** Students that answered differently, by their comparisons. */
    DISAGREEMENT,
    /** A long input. */
    LENGTH
  }

  /** Leaves all as it is. */
  public static final BalanceSettings NONE = new BalanceSettings(Map.of(), null, null, null, null);

  private static final Scalar<Double> FACTOR =
      Scalar.of(
          1.0,
          text -> {
            String rule = "must be a factor within [1, 100], such as 2.5";
            try {
              double factor = Double.parseDouble(text);
              if (factor >= 1 && factor <= 100) {
                return factor;
              }
            } catch (NumberFormatException notOne) {
              throw Mismatch.of(rule, text);
            }
            throw Mismatch.of(rule, text);
          });

  private static final List<BalanceBy> CAPPED =
      List.of(BalanceBy.USER, BalanceBy.SESSION, BalanceBy.APP, BalanceBy.TEMPLATE);

  public BalanceSettings {
    caps = new LinkedHashMap<>(caps);
  }

  /** Reads the section {@code balance}. */
  public static BalanceSettings read(Section in) {
    BalanceSettings read = readAll(in);
    Mix mix = read.mix;
    if (mix != null && mix.by() == BalanceBy.CLUSTER && read.clusters == null) {
      in.problem("mix", "balance.mix by cluster needs balance.clusters");
    }
    if (mix != null && mix.by() == BalanceBy.DIFFICULTY && read.difficulty == null) {
      in.problem("mix", "balance.mix by difficulty needs balance.difficulty");
    }
    return read;
  }

  private static BalanceSettings readAll(Section in) {
    return new BalanceSettings(
        in.section("caps", BalanceSettings::readCaps),
        in.sectionOrNull("mix", BalanceSettings::readMix),
        in.valueOrNull("size", Amount.SCALAR),
        in.sectionOrNull(
            "difficulty",
            bins ->
                new Bins(
                    bins.required("by", Scalar.word(DifficultyBy.class)),
                    bins.value("bins", Scalar.integer(2, 100), 3))),
        in.sectionOrNull("clusters", ClusterSettings::read));
  }

  private static Map<BalanceBy, Amount> readCaps(Section in) {
    Map<BalanceBy, Amount> caps = new LinkedHashMap<>();
    for (BalanceBy each : CAPPED) {
      Amount most = in.valueOrNull(each.word(), Amount.SCALAR);
      if (most != null && most.isNone()) {
        in.problem(each.word(), "balance.caps." + each.word() + " must be above 0");
      } else if (most != null) {
        caps.put(each, most);
      }
    }
    return caps;
  }

  private static Mix readMix(Section in) {
    BalanceBy by = in.required("by", Scalar.word(BalanceBy.class));
    Map<String, Double> shares =
        in.isValue("to")
            ? evenly(in)
            : new TreeMap<>(
                in
                    .namedValues(
                        "to",
                        Scalar.TEXT,
                        Amount.SCALAR.where(Amount::isShare, "must be a share, such as 50%"))
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().value())));
    double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    if (!shares.isEmpty() && Math.abs(sum - 1) > 1e-6) {
      in.problem(
          "to",
          "balance.mix.to must add up to 100%%, got %s%%"
              .formatted(Math.round(sum * 10_000) / 100.0));
    }
    return new Mix(by, shares, in.value("up", FACTOR, 1.0));
  }

  private static Map<String, Double> evenly(Section in) {
    in.value("to", Scalar.words(Map.of("even", "even")), "even");
    return Map.of();
  }
}
