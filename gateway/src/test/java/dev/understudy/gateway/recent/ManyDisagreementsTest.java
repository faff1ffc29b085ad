package dev.understudy.gateway.recent;

import static dev.understudy.gateway.recent.SampleEntries.NOON;
import static dev.understudy.gateway.recent.SampleEntries.labels;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many disagreements the console's memory holds, as docs/console.md says it. */
class ManyDisagreementsTest {
  private static final long MIB = 1024 * 1024;
  private static final int MANY = 100_000;

  /** Puts them as what was stored is put, the newest first, until there is no room. */
  private static int taken(RecentCaptures recent) {
    for (int i = 0; i < MANY; i++) {
      if (!recent.stored(labels(MANY - i, "label-" + i % 7, "label-" + (i % 7 + 1)))) {
        return i;
      }
    }
    return MANY;
  }

  @Test
  void moreMemoryHoldsAHundredThousandAndCountsEachOfThem() {
    try (RecentCaptures recent = new RecentCaptures(160 * MIB, NOON)) {
      assertThat(taken(recent)).isEqualTo(MANY);

      assertThat(recent.size("r")).isEqualTo(MANY);
      assertThat(recent.groups("r", CaseFilter.ALL).stream().mapToInt(GroupCount::cases).sum())
          .isEqualTo(MANY);
      assertThat(
              recent.cases("r", CaseFilter.ALL, null, 50).items().get(0).comparison().comparedAt())
          .isEqualTo(NOON.plusSeconds(MANY));
      assertThat(recent.heldBytes()).isLessThan(80 * MIB);
    }
  }

  @Test
  void theUsualMemoryHoldsTheNewestOnesThatFit() {
    try (RecentCaptures recent = new RecentCaptures(64 * MIB, NOON)) {
      int held = taken(recent);

      assertThat(held).isBetween(40_000, 60_000).isEqualTo(recent.size("r"));
      assertThat(
              recent.cases("r", CaseFilter.ALL, null, 1).items().get(0).comparison().comparedAt())
          .isEqualTo(NOON.plusSeconds(MANY));
      assertThat(recent.heldBytes()).isLessThan(32 * MIB);
    }
  }
}
