package dev.understudy.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.expression.Condition;
import dev.understudy.rules.expression.UnreadableCondition;
import dev.understudy.rules.match.Match.HeaderMatch;
import dev.understudy.rules.request.RequestBody;
import dev.understudy.rules.request.SampleRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

  @Test
  void theModelAndAnExpressionAboutTheBodyNeedTheBody() throws UnreadableCondition {
    Match model = new Match(Glob.of("/v1/*"), null, List.of(), Glob.of("gpt-*"));
    Match tokens = new Match(null, null, List.of(), null, Condition.of("request.tokens < 10"));
    SampleRequest head = SampleRequest.head("POST", "/v1/x", Map.of());

    for (Match match : List.of(model, tokens)) {
      assertThat(match.needsBody()).isTrue();
      assertThat(match.matchesHead(head)).isTrue();
      assertThat(match.matches(head.with(body("gpt-4", 9)))).isTrue();
      assertThat(match.matches(head.with(body("claude", 10)))).isFalse();
      assertThat(match.matches(head.with(null))).isFalse();
    }
    assertThat(model.matchesHead(SampleRequest.head("POST", "/v2/x", Map.of()))).isFalse();
    assertThat(model.matches(head.with(body(null, 9)))).isFalse();
  }

  @Test
  void anExpressionAboutTheHeadIsAskedBeforeTheBodyIsRead() throws UnreadableCondition {
    Match match = new Match(null, null, List.of(), null, Condition.of("request.path == '/v1'"));

    assertThat(match.needsBody()).isFalse();
    assertThat(match.matchesHead(SampleRequest.head("POST", "/v1", Map.of()))).isTrue();
    assertThat(match.matchesHead(SampleRequest.head("POST", "/v2", Map.of()))).isFalse();
  }

  @Test
  void onlyTheSameExpressionIsCovered() throws UnreadableCondition {
    Match one = new Match(null, null, List.of(), null, Condition.of("request.stream"));
    Match same = new Match(null, "POST", List.of(), null, Condition.of("request.stream"));
    Match other = new Match(null, null, List.of(), null, Condition.of("request.tools > 0"));

    assertThat(one.covers(same)).isTrue();
    assertThat(same.covers(one)).isFalse();
    assertThat(one.covers(other)).isFalse();
    assertThat(one.covers(Match.ALL)).isFalse();
    assertThat(Match.ALL.covers(one)).isTrue();
  }

  private static RequestBody body(@Nullable String model, long tokens) {
    return new RequestBody(model, null, null, false, null, null, 1, 0, tokens, null);
  }
}
