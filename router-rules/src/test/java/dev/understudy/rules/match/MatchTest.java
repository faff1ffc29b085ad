package dev.understudy.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.match.Match.HeaderMatch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MatchTest {
  private static final HeaderMatch MODERATION = new HeaderMatch("x-app", Glob.of("moderation"));

  @Test
  void everyConditionMustHold() {
    Match match = new Match(Glob.of("/v1/*"), "POST", List.of(MODERATION));
    Map<String, String> headers = Map.of("x-app", "moderation");

    assertThat(match.matches(new Request("POST", "/v1/x", headers))).isTrue();
    assertThat(match.matches(new Request("GET", "/v1/x", headers))).isFalse();
    assertThat(match.matches(new Request("POST", "/v2/x", headers))).isFalse();
    assertThat(match.matches(new Request("POST", "/v1/x", Map.of()))).isFalse();
    assertThat(match.matches(new Request("POST", "/v1/x", Map.of("x-app", "other")))).isFalse();
  }

  @Test
  void noConditionMatchesEveryRequest() {
    assertThat(Match.ALL.matches(new Request("BREW", "*", Map.of()))).isTrue();
  }

  @Test
  void aMatchWithFewerOrWiderConditionsCoversAnother() {
    Match narrow = new Match(Glob.of("/v1/chat"), "POST", List.of(MODERATION));

    assertThat(Match.ALL.covers(narrow)).isTrue();
    assertThat(new Match(Glob.of("/v1/*"), null, List.of()).covers(narrow)).isTrue();
    assertThat(new Match(null, "POST", List.of(MODERATION)).covers(narrow)).isTrue();
    assertThat(narrow.covers(narrow)).isTrue();
    assertThat(new Match(Glob.of("*"), null, List.of()).covers(Match.ALL)).isTrue();
  }

  @Test
  void aMatchWithAnotherConditionCoversNothingOfTheKind() {
    Match narrow = new Match(Glob.of("/v1/chat"), "POST", List.of(MODERATION));

    assertThat(narrow.covers(Match.ALL)).isFalse();
    assertThat(new Match(null, "GET", List.of()).covers(narrow)).isFalse();
    assertThat(new Match(Glob.of("/v2/*"), null, List.of()).covers(narrow)).isFalse();
    assertThat(
            new Match(null, null, List.of(new HeaderMatch("x-app", Glob.of("m")))).covers(narrow))
        .isFalse();
  }

  private record Request(String method, String path, Map<String, String> headers)
      implements RequestFacts {
    @Override
    public @Nullable String header(String name) {
      return headers.get(name);
    }
  }
}
