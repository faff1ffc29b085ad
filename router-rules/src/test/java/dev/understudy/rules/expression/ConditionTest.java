package dev.understudy.rules.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import dev.understudy.rules.request.RequestBody;
import dev.understudy.rules.request.RequestFacts;
import dev.understudy.rules.request.SampleRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
  private static final SampleRequest HEAD =
      SampleRequest.head("POST", "/v1/chat/completions", Map.of("x-app", "mod", "x-a", "1"));
  private static final SampleRequest FULL =
      HEAD.with(new RequestBody("gpt-4", "u1", "s1", true, 100L, 0.5, 3, 2, 40, null));
  private static final SampleRequest SPARSE =
      HEAD.with(new RequestBody(null, null, null, false, null, null, 0, 0, 5, null));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "request.model == 'gpt-4' && request.tokens < 2000",
        "request.model.startsWith('gpt-') && !(request.model in ['gpt-3', 'gpt-5'])",
        "request.user == 'u1' && request.session == 's1'",
        "request.stream",
        "request.max_tokens <= 100 && request.temperature < 1",
        "request.messages == 3 && request.tools == 2",
        "request.path.endsWith('/completions') && request.method == 'POST'",
        "request.headers['x-app'] == 'mod'",
        "request.headers['X-App'] == 'mod'",
        "'x-app' in request.headers && !('x-none' in request.headers)",
        "has(request.headers.foo) == false",
        "request.model.matches('^gpt-[0-9]$')",
        "size(request.model) == 5",
        "request.headers['x-none'] == '1' || request.model == 'gpt-4'",
        "request.stream ? request.tokens > 1 : false",
        "request.model == 'gpt-4'\n  && request.tokens == 40",
      })
  void whatIsTrueOfTheRequestHolds(String text) {
    assertThat(condition(text).evaluate(FULL)).isEqualTo(Outcome.TRUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "request.model == 'gpt-5'",
        "request.model == 'gpt-5' && request.headers['x-none'] == '1'",
        "request.tokens > 40",
        "'x-none' in request.headers",
      })
  void whatIsNotTrueOfTheRequestDoesNotHold(String text) {
    assertThat(condition(text).evaluate(FULL)).isEqualTo(Outcome.FALSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "request.headers['x-none'] == '1'",
        "request.headers['x-none'] != '1'",
        "request.max_tokens < 10",
        "!(request.max_tokens < 10)",
        "request.temperature >= 0",
      })
  void whatHangsOnSomethingAbsentDoesNotHold(String text) {
    Condition condition = condition(text);

    assertThat(condition.evaluate(SPARSE)).isEqualTo(Outcome.ABSENT);
    assertThat(condition.holds(SPARSE)).isFalse();
    assertThat(condition.failures()).isZero();
  }

  @Test
  void namesTheRequestDoesNotTellAreEmpty() {
    assertThat(
            condition("request.model == '' && request.user == '' && request.session == ''")
                .holds(SPARSE))
        .isTrue();
  }

  @Test
  void nothingIsTrueOfABodyThatCouldNotBeRead() {
    SampleRequest unreadable = HEAD.with(null);

    assertThat(condition("request.model == ''").evaluate(unreadable)).isEqualTo(Outcome.ABSENT);
    assertThat(condition("request.tokens == 0").evaluate(unreadable)).isEqualTo(Outcome.ABSENT);
    assertThat(condition("!request.stream").evaluate(unreadable)).isEqualTo(Outcome.ABSENT);
  }

  @Test
  void failuresCountAsNotHoldingAndAreCounted() {
    Condition condition = condition("1 / request.messages == 1 || 2 % request.tools == 0");

    assertThat(condition.failures()).isZero();
    assertThat(condition.evaluate(SPARSE)).isEqualTo(Outcome.FAILED);
    assertThat(condition.holds(SPARSE)).isFalse();
    assertThat(condition.holds(FULL)).isTrue();
    assertThat(condition.failures()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "request.path == '/x',false",
    "request.method == 'GET',false",
    "'a' in request.headers,false",
    "request.path == '/x' || request.stream,true",
    "request.model == 'x',true",
    "request.tokens < 5,true",
  })
  void onlyWhatIsAskedAboutTheBodyNeedsIt(String text, boolean needsBody) {
    assertThat(condition(text.replace("\"", "'")).needsBody()).isEqualTo(needsBody);
  }

  @Test
  void onlyWhatIsAskedForIsComputed() {
    List<String> asked = new ArrayList<>();
    RequestFacts watched = new Watched(FULL, asked);

    condition("request.path == '/nowhere' && request.model == 'x'").evaluate(watched);
    condition("request.headers['x-app'] == 'mod'").evaluate(watched);

    assertThat(asked).containsExactly("path", "header x-app");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "request.modl == 'x' | 0 | knows no request.modl; known: request.method,",
        "request.stream && request.tokenz < 1 | 18 | knows no request.tokenz; known: request.met",
        "request == 1 | 0 | knows no request; known: request.method,",
        "model == 'x' | 0 | knows no model; known: request.method,",
        "request.model == | 16 | is not CEL: mismatched input '<EOF>'",
        "request.tokens | 7 | must be true or false, but is of type int",
        "request.tokens < 'x' | 15 | cannot apply < to (int, string)",
        "request.temperature == 1 | 20 | cannot apply == to (double, int)",
        "request.model.contain('x') | 21 | knows no contain; known: request.method,",
        "['a'].exists(x, x == request.model) | 12 | has no loops, and so no exists(); write",
        "size(request.headers) > 0 | 12 | asks for all headers; ask for one: request.headers[",
        "request.headers == {} | 7 | asks for all headers; ask for one: request.headers[",
        "dyn(request.model) == 1 | 3 | must not use dyn(), which hides mistakes until requests",
        "request.headers[request.user] == 'x' | 23 | must name the header by a literal text: re",
        "request.model.matches(request.user) | 29 | must give matches() a literal text as its",
        "request.model.matches('(') | 22 | has a pattern that is not RE2: missing closing )",
        "request.model.matches('(a{999}){2}') | 22 | has a pattern that may cost too much",
        "1 == 1 | 0 | asks nothing about the request",
      })
  void whatIsWrongIsToldWithItsPlace(String text, int offset, String message) {
    List<UnreadableCondition.Issue> issues = issues(text);

    assertThat(issues).hasSize(1);
    assertThat(issues.get(0).message()).startsWith(message);
    assertThat(issues.get(0).offset()).isEqualTo(offset);
  }

  @Test
  void everythingWrongIsToldAtOnce() {
    assertThat(issues("request.modl == 'é'\n || request.tokenz < 1"))
        .extracting(UnreadableCondition.Issue::offset)
        .containsExactly(0, 24);
  }

  @Test
  @Timeout(20)
  void expressionsThatMayCostTooMuchAreRefused() {
    String one = "request.stream";

    assertThat(issues(one + " || " + "!".repeat(3_000) + one)).isNotEmpty();
    assertThat(issues("(".repeat(100) + one + ")".repeat(100))).isNotEmpty();
    assertThat(issues(one + (" || " + one).repeat(110))).isNotEmpty();
    assertThat(condition(one + (" || " + one).repeat(50)).holds(FULL)).isTrue();
  }

  @Test
  void anyNumberOfThreadsMayAsk() throws Exception {
    Condition condition = condition("request.tokens == 40 && request.headers['x-app'] == 'mod'");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Long> asking =
          () -> {
            long right = 0;
            for (int i = 0; i < 5_000; i++) {
              right += condition.holds(FULL) && !condition.holds(SPARSE) ? 1 : 0;
            }
            return right;
          };

      for (Future<Long> each : threads.invokeAll(List.of(asking, asking, asking, asking))) {
        assertThat(each.get()).isEqualTo(5_000);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void damagedExpressionsAreConditionsOrIssuesAndNothingElse() {
    String whole = "request.model == 'gpt-4' && (request.tokens < 2000 || has(request.headers.a))";
    String spice = "()[]{}.,:;'\"\\&|!?=<>+-*/%@#$ \n\té\uD83D\uDE00ru1";
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      StringBuilder damaged = new StringBuilder(whole);
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(damaged.length());
        if (random.nextBoolean()) {
          damaged.setCharAt(at, spice.charAt(random.nextInt(spice.length())));
        } else {
          damaged.delete(at, Math.min(damaged.length(), at + random.nextInt(8)));
        }
      }

      assertThatCode(() -> assertConditionOrIssuesWithin(damaged.toString()))
          .as("seed %d: %s", seed, damaged)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void conditionsOfTheSameTextAreEqual() {
    assertThat(condition("request.stream"))
        .isEqualTo(condition("request.stream"))
        .hasSameHashCodeAs(condition("request.stream"))
        .hasToString("request.stream")
        .isNotEqualTo(condition("!request.stream"));
  }

  private static void assertConditionOrIssuesWithin(String text) {
    try {
      Condition.of(text).evaluate(FULL);
    } catch (UnreadableCondition unreadable) {
      assertThat(unreadable.issues())
          .isNotEmpty()
          .allMatch(
              each -> each.offset() >= 0 && each.offset() <= text.codePointCount(0, text.length()));
    }
  }

  private static List<UnreadableCondition.Issue> issues(String text) {
    try {
      Condition.of(text);
    } catch (UnreadableCondition unreadable) {
      return unreadable.issues();
    }
    return fail("no issue with " + text);
  }

  private static Condition condition(String text) {
    try {
      return Condition.of(text);
    } catch (UnreadableCondition unreadable) {
      return fail(unreadable);
    }
  }

  /** Writes down what is asked of a request. */
  private record Watched(RequestFacts request, List<String> asked) implements RequestFacts {
    @Override
    public UUID id() {
      asked.add("id");
      return request.id();
    }

    @Override
    public String method() {
      asked.add("method");
      return request.method();
    }

    @Override
    public String path() {
      asked.add("path");
      return request.path();
    }

    @Override
    public @Nullable String header(String name) {
      asked.add("header " + name);
      return request.header(name);
    }

    @Override
    public boolean bodyRead() {
      asked.add("bodyRead");
      return request.bodyRead();
    }

    @Override
    public @Nullable RequestBody body() {
      asked.add("body");
      return request.body();
    }
  }
}
