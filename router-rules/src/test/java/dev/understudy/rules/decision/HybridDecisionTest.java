package dev.understudy.rules.decision;

import static dev.understudy.rules.decision.DealtRequest.BY_USER_HEADER;
import static dev.understudy.rules.decision.DealtRequest.call;
import static dev.understudy.rules.decision.DealtRequest.deciding;
import static dev.understudy.rules.decision.DealtRequest.plan;
import static dev.understudy.rules.decision.DealtRequest.route;
import static dev.understudy.rules.decision.DealtRequest.share;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.Hybrid;
import dev.understudy.rules.Hybrid.Easy;
import dev.understudy.rules.Hybrid.Hold;
import dev.understudy.rules.Launch;
import dev.understudy.rules.Launch.Budget;
import dev.understudy.rules.Launch.Canary;
import dev.understudy.rules.Launch.Dark;
import dev.understudy.rules.OutputCheck;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.expression.Condition;
import dev.understudy.rules.expression.UnreadableCondition;
import dev.understudy.rules.request.RequestBody;
import dev.understudy.rules.request.RequestFacts;
import dev.understudy.rules.request.SampleRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HybridDecisionTest {
  private static final Easy SHORT = new Easy.Stated(condition("request.tokens < 200"));
  private static final Path STUDENT = Path.of("student.json");
  private static final Easy LEARNED = new Easy.Learned(Path.of("router.json"), null);

  @Test
  void anEasyRequestIsTheStudentsAndAHardOneTheTeachers() {
    Decision decision = deciding(hybrid("100", SHORT), BY_USER_HEADER);

    Plan easy = plan(decision, asking("ann", 199));
    Plan hard = plan(decision, asking("ann", 200));

    assertThat(easy.launch()).isEqualTo("hybrid");
    assertThat(easy.student()).isTrue();
    assertThat(easy.withheld()).isNull();
    assertThat(hard.launch()).isEqualTo("hybrid");
    assertThat(hard.student()).isFalse();
    assertThat(hard.withheld()).isEqualTo(Withheld.HARD);
    assertThat(hard.bucket()).isEqualTo(easy.bucket()).isNotNull();
  }

  @Test
  void aHardRequestMayBeRehearsedSoThatARouterLearnsOfIt() {
    assertThat(plan(deciding(hybrid("100", SHORT), BY_USER_HEADER), asking("ann", 200)).rehearsed())
        .isTrue();
  }

  @Test
  void onlyKeysWithinTheShareAreTheStudentsAndTheShareInForceRollsItBack() {
    Route route = route(hybrid("10", SHORT), BY_USER_HEADER, "r", false);

    assertThat(served(deciding(route, Map.of()))).isBetween(900, 1_100);
    assertThat(served(deciding(route, Map.of("r", share("0"))))).isZero();
    assertThat(served(deciding(route, Map.of("r", share("100"))))).isEqualTo(10_000);
  }

  @Test
  void withoutTheBodyNothingIsDecidedForKeysWithinTheShare() {
    RequestFacts unread =
        new SampleRequest(
            new UUID(1, 2), "POST", DealtRequest.CHAT, Map.of("x-user-id", "ann"), false, null);

    assertThat(deciding(hybrid("100", SHORT), BY_USER_HEADER).decide(unread)).isNull();
    assertThat(deciding(hybrid("0", SHORT), BY_USER_HEADER).decide(unread)).isNotNull();
  }

  @Test
  void whatNobodyLearnedIsHardAndWhatIsLearnedDecides() {
    Route route = route(hybrid("100", LEARNED), BY_USER_HEADER, "r", false);
    Rules rules =
        new Rules(
            null,
            List.of(route.teacher(), Objects.requireNonNull(route.student())),
            List.of(route, Route.toDefault(route.teacher())));
    Easiness even = request -> request.body() != null && request.body().tokens() % 2 == 0;

    assertThat(plan(Decision.under(rules, Map.of()), asking("ann", 2)).withheld())
        .isEqualTo(Withheld.HARD);
    Decision learned = Decision.under(rules, Map.of(), new Learned(Map.of("r", even), Map.of()));
    assertThat(plan(learned, asking("ann", 2)).student()).isTrue();
    assertThat(plan(learned, asking("ann", 3)).withheld()).isEqualTo(Withheld.HARD);
  }

  @Test
  void whatTheStudentWasNotTrainedForIsTheTeachersAndMayBeRehearsed() {
    Familiarity onlyChat = (body, path) -> body.length > 100 ? Withheld.UNTRAINED_LANGUAGE : null;
    Decision decision = learning(hybrid("100", null, STUDENT), Easiness.NONE, onlyChat);

    Plan familiar = plan(decision, sending(100));
    Plan foreign = plan(decision, sending(101));

    assertThat(familiar.student()).isTrue();
    assertThat(foreign.student()).isFalse();
    assertThat(foreign.withheld()).isEqualTo(Withheld.UNTRAINED_LANGUAGE);
    assertThat(foreign.rehearsed()).isTrue();
    assertThat(foreign.bucket()).isEqualTo(familiar.bucket()).isNotNull();
  }

  @Test
  void aStudentOfWhichNothingIsKnownWasTrainedForNothing() {
    assertThat(plan(deciding(hybrid("100", null, STUDENT), BY_USER_HEADER), sending(1)).withheld())
        .isEqualTo(Withheld.UNTRAINED_SHAPE);
  }

  @Test
  void theConditionIsAskedFirstAndTheRouterLast() {
    List<String> asked = new ArrayList<>();
    Familiarity trained =
        (body, path) -> {
          asked.add("trained_on");
          return body.length == 7 ? Withheld.UNTRAINED_TOOLS : null;
        };
    Easiness router =
        request -> {
          asked.add("router");
          return false;
        };

    Plan short7 = plan(learning(hybrid("100", LEARNED, STUDENT), router, trained), sending(7));
    Plan short8 = plan(learning(hybrid("100", LEARNED, STUDENT), router, trained), sending(8));
    Plan hard = plan(learning(hybrid("100", SHORT, STUDENT), router, trained), sending(5_000));

    assertThat(short7.withheld()).isEqualTo(Withheld.UNTRAINED_TOOLS);
    assertThat(short8.withheld()).isEqualTo(Withheld.HARD);
    assertThat(hard.withheld()).isEqualTo(Withheld.HARD);
    assertThat(asked).containsExactly("trained_on", "trained_on", "router");
  }

  @Test
  void aBodyOfMoreThanAMebibyteIsReadByNeither() {
    Familiarity trained =
        (body, path) -> {
          assertThat(body).hasSizeLessThanOrEqualTo(1 << 20);
          return null;
        };
    Easiness easy =
        request -> {
          assertThat(request.bytes()).hasSizeLessThanOrEqualTo(1 << 20);
          return true;
        };
    Decision both = learning(hybrid("100", LEARNED, STUDENT), easy, trained);
    Decision routed = learning(hybrid("100", LEARNED, null), easy, trained);

    assertThat(plan(both, sending(1 << 20)).student()).isTrue();
    assertThat(plan(both, sending((1 << 20) + 1)).withheld()).isEqualTo(Withheld.UNTRAINED_LENGTH);
    assertThat(plan(routed, sending((1 << 20) + 1)).withheld()).isEqualTo(Withheld.HARD);
  }

  @Test
  void aClientThatMayChooseTheStudentIsNotAskedWhetherItIsEasy() {
    Decision decision = deciding(route(hybrid("100", SHORT), BY_USER_HEADER, "r", true), Map.of());
    RequestFacts pinned =
        call(
            new UUID(1, 2),
            Map.of("x-user-id", "ann", Decision.PIN_HEADER, "student"),
            body(5_000));

    assertThat(plan(decision, pinned).student()).isTrue();
    assertThat(plan(decision, pinned).launch()).isEqualTo("student");
  }

  private static int served(Decision decision) {
    return (int)
        IntStream.range(0, 10_000)
            .filter(user -> plan(decision, asking("user-" + user, 10)).student())
            .count();
  }

  private static Launch hybrid(String percent, @Nullable Easy easy) {
    return hybrid(percent, easy, null);
  }

  private static Launch hybrid(String percent, @Nullable Easy easy, @Nullable Path trainedOn) {
    return new Launch(
        false,
        null,
        new Dark(share("100"), share("0"), Budget.USUAL),
        new Hybrid(
            new Canary(share(percent), List.of()),
            easy,
            trainedOn,
            null,
            OutputCheck.NONE,
            Hold.USUAL));
  }

  private static Decision learning(Launch launch, Easiness easy, Familiarity trained) {
    Route route = route(launch, BY_USER_HEADER, "r", false);
    return Decision.under(
        new Rules(
            null,
            List.of(route.teacher(), Objects.requireNonNull(route.student())),
            List.of(route, Route.toDefault(route.teacher()))),
        Map.of(),
        new Learned(Map.of("r", easy), Map.of("r", trained)));
  }

  /** A request whose body has so many bytes. */
  private static RequestFacts sending(int bytes) {
    RequestFacts head = asking("ann", bytes / 4);
    return new RequestFacts() {
      @Override
      public UUID id() {
        return head.id();
      }

      @Override
      public String method() {
        return head.method();
      }

      @Override
      public String path() {
        return head.path();
      }

      @Override
      public @Nullable String header(String name) {
        return head.header(name);
      }

      @Override
      public boolean bodyRead() {
        return true;
      }

      @Override
      public @Nullable RequestBody body() {
        return head.body();
      }

      @Override
      public byte[] bytes() {
        return new byte[bytes];
      }
    };
  }

  private static RequestFacts asking(String user, long tokens) {
    return call(new UUID(1, 2), Map.of("x-user-id", user), body(tokens));
  }

  private static RequestBody body(long tokens) {
    return new RequestBody("gpt-4", null, null, false, null, null, 1, 0, tokens, null);
  }

  private static Condition condition(String text) {
    try {
      return Condition.of(text);
    } catch (UnreadableCondition unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
