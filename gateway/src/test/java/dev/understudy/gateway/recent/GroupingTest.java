package dev.understudy.gateway.recent;

import static dev.understudy.gateway.recent.SampleEntries.different;
import static dev.understudy.gateway.recent.SampleEntries.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Difference;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupingTest {

  @Test
  void answersOfEverNewKeysTakeNoMoreMemoryThanGroupsMay() {
    Grouping grouping = new Grouping(Long.MAX_VALUE);

    for (int i = 0; i < 10 * Grouping.MOST_GROUPS; i++) {
      Difference difference = new Difference("/key" + i, quoted("a"), quoted("b"));
      grouping.of(different(i, "r", "json", 0, List.of(), difference));
    }

    assertThat(grouping.places()).isBetween(1, Grouping.MOST_GROUPS);
  }

  @Test
  void groupsOfLongNamesAreFewer() {
    long most = 100_000;
    Grouping grouping = new Grouping(most);
    Set<Group> groups = new HashSet<>();

    for (int i = 0; i < 100; i++) {
      String pointer = "/" + i + "k".repeat(5_000);
      groups.add(
          grouping.of(
              different(i, "r", "json", 0, List.of(), new Difference(pointer, quoted("a"), null))));
    }

    assertThat(grouping.bytes()).isBetween(most / 2, most);
    assertThat(groups).hasSizeBetween(5, 10).contains(Group.REST);
  }
}
