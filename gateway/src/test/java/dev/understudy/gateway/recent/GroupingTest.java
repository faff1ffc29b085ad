package dev.understudy.gateway.recent;

import static dev.understudy.gateway.recent.SampleEntries.different;
import static dev.understudy.gateway.recent.SampleEntries.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Difference;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupingTest {

  @Test
  void answersOfEverNewKeysTakeNoMoreMemoryThanGroupsMay() {
    Grouping grouping = new Grouping();

    for (int i = 0; i < 10 * Grouping.MOST_GROUPS; i++) {
      Difference difference = new Difference("/key" + i, quoted("a"), quoted("b"));
      grouping.of(different(i, "r", "json", 0, List.of(), difference));
    }

    assertThat(grouping.places()).isBetween(1, Grouping.MOST_GROUPS);
  }
}
