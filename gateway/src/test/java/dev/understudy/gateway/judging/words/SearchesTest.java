package dev.understudy.gateway.judging.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.gateway.judging.words.Searches.Search;
import org.junit.jupiter.api.Test;

class SearchesTest {
  private final Searches searches = new Searches();

  @Test
  void oneMoreOfAPersonEndsTheOneBeforeAndWaitsForIt() {
    Search first = searches.begin("ann");

    Search second = searches.begin("ann");

    assertThat(first.isReplaced()).isTrue();
    assertThat(first.isOver()).isTrue();
    assertThat(second.isOver()).isFalse();
    assertThat(second.turn().isComplete()).isFalse();
    searches.end(first);
    assertThat(second.turn().succeeded()).isTrue();
  }

  @Test
  void othersAreLeftAlone() {
    Search anns = searches.begin("ann");

    Search bobs = searches.begin("bob");

    assertThat(anns.isOver()).isFalse();
    assertThat(bobs.turn().succeeded()).isTrue();
  }

  @Test
  void whatHasEndedIsWaitedForByNobody() {
    Search first = searches.begin("ann");
    first.leave();
    searches.end(first);

    Search second = searches.begin("ann");

    assertThat(first.isReplaced()).isFalse();
    assertThat(first.isOver()).isTrue();
    assertThat(second.turn().succeeded()).isTrue();
  }
}
