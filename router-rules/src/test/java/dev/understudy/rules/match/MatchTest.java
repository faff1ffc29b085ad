package dev.understudy.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.match.Match.HeaderMatch;
import dev.understudy.rules.request.SampleRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatchTest {
  private static final HeaderMatch MODERATION = new HeaderMatch("x-app", Glob.of("moderation"));

  @Test
  void everyConditionMustHold() {
    Match match = new Match(Glob.of("/v1/*"), "POST", List.of(MODERATION), null);
    Map<String, String> headers = Map.of("x-app", "moderation");

    assertThat(match.matches(SampleRequest.head("POST", "/v1/x", headers))).isTrue();
    assertThat(match.matches(SampleRequest.head("GET", "/v1/x", headers))).isFalse();
    assertThat(match.matches(SampleRequest.head("POST", "/v2/x", headers))).isFalse();
    assertThat(match.matches(SampleRequest.head("POST", "/v1/x", Map.of()))).isFalse();
    assertThat(match.matches(SampleRequest.head("POST", "/v1/x", Map.of("x-app", "other"))))
        .isFalse();
  }

  @Test
  void noConditionMatchesEveryRequest() {
    assertThat(Match.ALL.matches(SampleRequest.head("BREW", "*", Map.of()))).isTrue();
  }

  @Test
  void aMatchWithFewerOrWiderConditionsCoversAnother() {
    Match narrow = new Match(Glob.of("/v1/chat"), "POST", List.of(MODERATION), null);

    assertThat(Match.ALL.covers(narrow)).isTrue();
    assertThat(new Match(Glob.of("/v1/*"), null, List.of(), null).covers(narrow)).isTrue();
    assertThat(new Match(null, "POST", List.of(MODERATION), null).covers(narrow)).isTrue();
    assertThat(narrow.covers(narrow)).isTrue();
    assertThat(new Match(Glob.of("*"), null, List.of(), null).covers(Match.ALL)).isTrue();
  }

  @Test
  void aMatchWithAnotherConditionCoversNothingOfTheKind() {
    Match narrow = new Match(Glob.of("/v1/chat"), "POST", List.of(MODERATION), null);

    assertThat(narrow.covers(Match.ALL)).isFalse();
    assertThat(new Match(null, "GET", List.of(), null).covers(narrow)).isFalse();
    assertThat(new Match(Glob.of("/v2/*"), null, List.of(), null).covers(narrow)).isFalse();
    assertThat(
            new Match(null, null, List.of(new HeaderMatch("x-app", Glob.of("m"))), null)
                .covers(narrow))
        .isFalse();
  }
}
