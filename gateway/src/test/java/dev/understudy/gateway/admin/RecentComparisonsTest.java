package dev.understudy.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecentComparisonsTest {
  private final RecentComparisons recent = new RecentComparisons();

  private static Comparison different(int number, String route, int chars, boolean echo) {
    return new Comparison(
        new UUID(0, number),
        Instant.EPOCH,
        "g",
        null,
        route,
        "s",
        null,
        "text",
        Verdict.DIFFERENT,
        0,
        List.of(new Difference("", "x".repeat(chars), null)),
        List.of(),
        echo,
        null,
        null);
  }

  @Test
  void largeValuesPushOutOlderCasesAndTooLargeOnesAreCountedOnly() {
    for (int i = 0; i < 20; i++) {
      recent.add(different(i, "r", 100_000, false));
    }
    recent.add(different(99, "r", 10_000_000, false));

    assertThat(recent.differing("r"))
        .hasSizeBetween(2, 10)
        .first()
        .extracting(Comparison::requestId)
        .isEqualTo(new UUID(0, 19));
    assertThat(recent.counts("r")).containsEntry(Verdict.DIFFERENT, 21L);
  }

  @Test
  void theTeachersOwnNoiseIsCountedApart() {
    recent.add(different(1, "r", 1, true));

    assertThat(recent.differing("r")).isEmpty();
    assertThat(recent.counts("r")).containsEntry(Verdict.DIFFERENT, 0L);
    assertThat(recent.echoes("r")).containsEntry(Verdict.DIFFERENT, 1L);
  }

  @Test
  void routesThatCameAndWentDoNotFillTheMemory() {
    for (int i = 0; i < 1000; i++) {
      recent.add(different(i, "r" + i, 1, false));
    }

    assertThat(recent.differing("r0")).isEmpty();
    assertThat(recent.differing("r999")).hasSize(1);
  }
}
