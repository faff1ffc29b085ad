package dev.understudy.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.trainer.dataset.BalanceSettings.Mix;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MixPlanTest {
  private static final long NO_LIMIT = Long.MAX_VALUE;

  @Test
  void theRarestValueDecidesHowMuchThereCanBe() {
    Mix mix = new Mix(BalanceBy.LABEL, Map.of("0", 0.5, "1", 0.5), 1);

    MixPlan plan = MixPlan.of(mix, Map.of("0", 900L, "1", 100L), NO_LIMIT);

    assertThat(plan.quotas()).isEqualTo(Map.of("0", 100L, "1", 100L));
    assertThat(plan.weights()).isEqualTo(Map.of("0", 1.0, "1", 1.0));
  }

  @Test
  void rareRowsMayCountSeveralTimes() {
    Mix mix = new Mix(BalanceBy.LABEL, Map.of("0", 0.5, "1", 0.5), 3);

    MixPlan plan = MixPlan.of(mix, Map.of("0", 900L, "1", 100L), NO_LIMIT);

    assertThat(plan.quotas()).isEqualTo(Map.of("0", 300L, "1", 100L));
    assertThat(plan.weights()).isEqualTo(Map.of("0", 1.0, "1", 3.0));
  }

  @Test
  void noMoreIsTakenThanAskedFor() {
    Mix mix = new Mix(BalanceBy.LABEL, Map.of("0", 0.75, "1", 0.25), 1);

    MixPlan plan = MixPlan.of(mix, Map.of("0", 900L, "1", 100L), 200);

    assertThat(plan.quotas()).isEqualTo(Map.of("0", 150L, "1", 50L));
  }

  @Test
  void equalSharesAreOfAllValuesThereAre() {
    Mix mix = new Mix(BalanceBy.LABEL, Map.of(), 1);

    MixPlan plan = MixPlan.of(mix, Map.of("a", 30L, "b", 20L, "c", 10L), NO_LIMIT);

    assertThat(plan.quotas()).isEqualTo(Map.of("a", 10L, "b", 10L, "c", 10L));
  }

  @Test
  void aValueWithoutRowsCannotBeMixedIn() {
    Mix mix = new Mix(BalanceBy.LABEL, Map.of("0", 0.5, "yes", 0.5), 1);

    assertThatThrownBy(() -> MixPlan.of(mix, Map.of("0", 900L, "1", 100L), NO_LIMIT))
        .hasMessage("balance.mix.to asks for label 'yes', of which there are no rows; found: 0, 1");
  }
}
