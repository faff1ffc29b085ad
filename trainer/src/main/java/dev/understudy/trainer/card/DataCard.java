package dev.understudy.trainer.card;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is worth knowing of a finished training set before learning from it. It may hold texts of
 * real traffic.
 *
 * @param facts what the rows do not tell
 * @param warnings what to mend or to know, serious ones first
 * @param overview the set at a glance
 * @param stages what every stage kept and dropped, in order
 * @param makeup what the kept rows are made of
 * @param balances what balancing changed; empty where there was no balancing
 * @param sameInputs inputs that are the same to the letter
 * @param nearDuplicates inputs that are nearly the same, or null where nobody looked for such
 * @param costs what the captures took and learning will take
 * @param drift what is different in the newest week, or null where the rows span less than a week
 *     and a day
 * @param agreement the teacher against gold, or null where there is no gold
 * @param samples rows to look at: dropped ones by reason, then kept ones by label; empty where
 *     texts are left out
 */
public record DataCard(
    CardFacts facts,
    List<Warning> warnings,
    Overview overview,
    List<StageCount> stages,
    Makeup makeup,
    List<Balance> balances,
    Repeats sameInputs,
    @Nullable Repeats nearDuplicates,
    Costs costs,
    @Nullable Drift drift,
    @Nullable Agreement agreement,
    List<Sample.Group> samples) {
  public DataCard {
    Objects.requireNonNull(facts, "facts");
    warnings = List.copyOf(warnings);
    Objects.requireNonNull(overview, "overview");
    stages = List.copyOf(stages);
    Objects.requireNonNull(makeup, "makeup");
    balances = List.copyOf(balances);
    Objects.requireNonNull(sameInputs, "sameInputs");
    Objects.requireNonNull(costs, "costs");
    samples = List.copyOf(samples);
  }

  /** The same with these warnings. */
  public DataCard with(List<Warning> others) {
    return new DataCard(
        facts,
        others,
        overview,
        stages,
        makeup,
        balances,
        sameInputs,
        nearDuplicates,
        costs,
        drift,
        agreement,
        samples);
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "DataCard[" + facts.name() + ", " + overview.kept() + " rows]";
  }
}
