package dev.understudy.rules.decision;

import static dev.understudy.rules.decision.DealtRequest.BY_USER_HEADER;
import static dev.understudy.rules.decision.DealtRequest.CHAT;
import static dev.understudy.rules.decision.DealtRequest.body;
import static dev.understudy.rules.decision.DealtRequest.call;
import static dev.understudy.rules.decision.DealtRequest.callOf;
import static dev.understudy.rules.decision.DealtRequest.canary;
import static dev.understudy.rules.decision.DealtRequest.canaryWithDark;
import static dev.understudy.rules.decision.DealtRequest.dark;
import static dev.understudy.rules.decision.DealtRequest.deciding;
import static dev.understudy.rules.decision.DealtRequest.plan;
import static dev.understudy.rules.decision.DealtRequest.route;
import static dev.understudy.rules.decision.DealtRequest.share;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.Launch;
import dev.understudy.rules.Share;
import dev.understudy.rules.Sticky;
import dev.understudy.rules.Sticky.Kind;
import dev.understudy.rules.request.SampleRequest;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaunchDecisionTest {
  private static final Launch STUDENT = new Launch(true, null, null);
  private static final Sticky USER = new Sticky(Kind.USER, "");
  private static final int KEYS = 20_000;

  @Test
  void aCanarySendsItsShareOfKeysToTheStudent() {
    assertThat(served(deciding(canary("10"), BY_USER_HEADER)).size()).isBetween(1_830, 2_170);
    assertThat(served(deciding(canary("0"), BY_USER_HEADER))).isEmpty();
    assertThat(served(deciding(canary("100"), BY_USER_HEADER))).hasSize(KEYS);
  }

  @Test
  void everyRaiseKeepsAllKeysAndEveryReplicaDealsAlike() {
    Set<Integer> before = Set.of();
    for (String percent : new String[] {"0.1", "1", "5", "20", "20.5", "99.9", "100"}) {
      Set<Integer> served = served(deciding(canary(percent), BY_USER_HEADER));

      assertThat(served).containsAll(before);
      assertThat(served(deciding(canary(percent), BY_USER_HEADER))).isEqualTo(served);
      before = served;
    }
  }

  @Test
  void theShareInForceCountsMoreThanTheRules() {
    var route = route(canary("10"), BY_USER_HEADER, "r", false);

    assertThat(served(deciding(route, Map.of("r", share("0"))))).isEmpty();
    assertThat(served(deciding(route, Map.of("r", share("100"))))).hasSize(KEYS);
    assertThat(served(deciding(route, Map.of("other", share("100")))).size())
        .isBetween(1_830, 2_170);
  }

  @Test
  void aShareInForceMakesNoCanaryWhereThereIsNone() {
    var route = route(dark("0", "0"), BY_USER_HEADER, "r", false);

    assertThat(served(deciding(route, Map.of("r", share("100"))))).isEmpty();
  }

  @Test
  void aPlanTellsItsBucketAndWhoServes() {
    Plan plan = plan(deciding(canary("100"), BY_USER_HEADER), callOf("ann"));

    assertThat(plan.student()).isTrue();
    assertThat(plan.upstream().name()).isEqualTo("small");
    assertThat(plan.launch()).isEqualTo("canary");
    assertThat(plan.bucket()).isEqualTo(Bucket.fraction(Bucket.dealing("r", "header").of("ann")));
    assertThat(plan.withheld()).isNull();
  }

  @Test
  void withoutItsKeyACanaryRequestStaysWithTheTeacher() {
    Plan plan =
        plan(
            deciding(canaryWithDark("100", "100", "0"), BY_USER_HEADER),
            call(new UUID(1, 2), Map.of(), body(null, null)));

    assertThat(plan.student()).isFalse();
    assertThat(plan.withheld()).isEqualTo(Withheld.NO_KEY);
    assertThat(plan.bucket()).isNull();
    assertThat(plan.rehearsed()).isTrue();
  }

  @Test
  void whatIsDealtToTheStudentButNotForItIsKeptWithItsReason() {
    Decision decision = deciding(canaryWithDark("100", "100", "100"), BY_USER_HEADER);
    Map<String, String> headers = Map.of("x-user-id", "ann");
    UUID id = new UUID(1, 2);

    Plan stateful = plan(decision, call(id, headers, body(null, "store")));
    Plan unreadable = plan(decision, call(id, headers, null));
    Plan noCall = plan(decision, SampleRequest.head("GET", "/v1/models", headers));

    assertThat(stateful.withheld()).isEqualTo(Withheld.STATEFUL);
    assertThat(unreadable.withheld()).isEqualTo(Withheld.NOT_JSON);
    assertThat(noCall.withheld()).isEqualTo(Withheld.NOT_A_CALL);
    for (Plan plan : new Plan[] {stateful, unreadable, noCall}) {
      assertThat(plan.student()).isFalse();
      assertThat(plan.rehearsed()).isFalse();
      assertThat(plan.echoed()).isFalse();
      assertThat(plan.bucket()).isNotNull();
    }
  }

  @Test
  void whatIsNotDealtToTheStudentIsNotWithheld() {
    Plan plan =
        plan(
            deciding(canary("0"), BY_USER_HEADER),
            call(new UUID(1, 2), Map.of(), body(null, "store")));

    assertThat(plan.withheld()).isNull();
  }

  @Test
  void aCanaryAsksForTheBodyOnlyOfRequestsDealtToTheStudent() {
    Decision decision = deciding(canary("10"), BY_USER_HEADER);
    Set<Integer> served = served(decision);

    for (int key = 0; key < 1_000; key++) {
      Plan unread =
          decision.decide(SampleRequest.head("POST", CHAT, Map.of("x-user-id", "user-" + key)));
      if (served.contains(key)) {
        assertThat(unread).isNull();
      } else {
        assertThat(unread).isEqualTo(plan(decision, callOf("user-" + key)));
      }
    }
  }

  @Test
  void aKeyInTheBodyMakesACanaryAskForItUnlessTheRequestIsNoCall() {
    Decision decision = deciding(canary("10"), USER);

    assertThat(decision.decide(SampleRequest.head("POST", CHAT, Map.of()))).isNull();
    SampleRequest upload = SampleRequest.head("POST", "/v1/files", Map.of());
    assertThat(plan(decision, upload).withheld()).isEqualTo(Withheld.NOT_A_CALL);
    assertThat(plan(decision, upload.with(null))).isEqualTo(plan(decision, upload));
  }

  @Test
  void aRolledBackCanaryAsksForNoBody() {
    Decision decision = deciding(route(canary("10"), USER, "r", false), Map.of("r", share("0")));

    Plan plan = plan(decision, SampleRequest.head("POST", CHAT, Map.of()));

    assertThat(plan.student()).isFalse();
    assertThat(plan.bucket()).isNull();
  }

  @Test
  void darkDealsRequestsAndNeedsNoBody() {
    Decision decision = deciding(dark("20", "2"), BY_USER_HEADER);
    Random random = new Random(7);
    int rehearsed = 0;
    int echoed = 0;
    int both = 0;
    for (int i = 0; i < 100_000; i++) {
      UUID id = new UUID(random.nextLong(), random.nextLong());
      Plan plan =
          plan(
              decision,
              new SampleRequest(id, "POST", CHAT, Map.of("x-user-id", "ann"), false, null));
      assertThat(plan.student()).isFalse();
      rehearsed += plan.rehearsed() ? 1 : 0;
      echoed += plan.echoed() ? 1 : 0;
      both += plan.rehearsed() && plan.echoed() ? 1 : 0;
    }

    assertThat(rehearsed).isBetween(19_490, 20_510); // 4 standard deviations
    assertThat(echoed).isBetween(1_820, 2_180);
    assertThat(both).isBetween(320, 480);
  }

  @Test
  void sharesOfNothingAndEverythingAreExactForRehearsalsToo() {
    Random random = new Random(7);
    Decision all = deciding(dark("100", "0"), Sticky.REQUEST);
    for (int i = 0; i < 10_000; i++) {
      SampleRequest request =
          call(new UUID(random.nextLong(), random.nextLong()), Map.of(), body(null, null));

      assertThat(plan(all, request).rehearsed()).isTrue();
      assertThat(plan(all, request).echoed()).isFalse();
    }
  }

  @Test
  void rehearsalsAreDealtIndependentlyOfTheCanary() {
    Decision decision = deciding(canaryWithDark("50", "50", "0"), Sticky.REQUEST);
    Random random = new Random(11);
    int served = 0;
    int rehearsed = 0;
    for (int i = 0; i < 40_000; i++) {
      SampleRequest request =
          call(new UUID(random.nextLong(), random.nextLong()), Map.of(), body(null, null));
      Plan plan = plan(decision, request);
      served += plan.student() ? 1 : 0;
      rehearsed += plan.rehearsed() ? 1 : 0;
    }

    assertThat(served).isBetween(19_600, 20_400);
    assertThat(rehearsed).isBetween(9_650, 10_350); // half of the other half
  }

  @Test
  void aStudentThatServedEverybodyServesNobodyOnceItIsRolledBack() {
    Decision decision =
        deciding(route(STUDENT, BY_USER_HEADER, "r", false), Map.of("r", Share.NONE));

    assertThat(plan(decision, callOf("ann")).student()).isFalse();
    assertThat(plan(decision, callOf("ann")).withheld()).isNull();
  }

  @Test
  void aStudentLaunchServesAllThatAStudentMaySee() {
    Decision decision = deciding(STUDENT, BY_USER_HEADER);

    assertThat(plan(decision, callOf("ann")).student()).isTrue();
    assertThat(plan(decision, callOf("ann")).launch()).isEqualTo("student");
    assertThat(plan(decision, call(new UUID(1, 2), Map.of(), body(null, null))).student())
        .isTrue(); // no key is needed where nothing is dealt
    assertThat(plan(decision, call(new UUID(1, 2), Map.of(), body(null, "store"))).withheld())
        .isEqualTo(Withheld.STATEFUL);
    assertThat(decision.decide(SampleRequest.head("POST", CHAT, Map.of()))).isNull();
    assertThat(plan(decision, SampleRequest.head("GET", CHAT, Map.of())).withheld())
        .isEqualTo(Withheld.NOT_A_CALL);
  }

  @Test
  void aClientMayPinWhereTheRouteAllowsIt() {
    Map<String, String> toStudent = Map.of("x-understudy-launch", "student");
    Map<String, String> toTeacher = Map.of("x-understudy-launch", "teacher", "x-user-id", "ann");
    UUID id = new UUID(1, 2);
    Decision open = deciding(route(canary("0"), BY_USER_HEADER, "r", true), Map.of());
    Decision full =
        deciding(route(canaryWithDark("100", "100", "0"), BY_USER_HEADER, "r", true), Map.of());

    Plan student = plan(open, call(id, toStudent, body(null, null)));
    Plan teacher = plan(full, SampleRequest.head("POST", CHAT, toTeacher));

    assertThat(student.student()).isTrue();
    assertThat(student.launch()).isEqualTo("student");
    assertThat(student.bucket()).isNull();
    assertThat(teacher)
        .isEqualTo(new Plan(teacher.route(), "teacher", null, false, false, false, null));
    assertThat(plan(open, call(id, toStudent, body(null, "store"))).withheld())
        .isEqualTo(Withheld.STATEFUL);
    assertThat(open.decide(SampleRequest.head("POST", CHAT, toStudent))).isNull();
  }

  @Test
  void aPinThatIsNotAllowedOrNotKnownHasNoEffect() {
    Map<String, String> pinned = Map.of("x-understudy-launch", "student", "x-user-id", "a");
    Map<String, String> unknown = Map.of("x-understudy-launch", "dark", "x-user-id", "a");
    UUID id = new UUID(1, 2);

    Decision closed = deciding(canary("0"), BY_USER_HEADER);
    Decision open = deciding(route(canary("0"), BY_USER_HEADER, "r", true), Map.of());

    assertThat(plan(closed, call(id, pinned, body(null, null))).student()).isFalse();
    assertThat(plan(open, call(id, unknown, body(null, null))).launch()).isEqualTo("canary");
  }

  @Test
  void theBucketOfAKeyInTheBodyCanBeToldOnceItWasRead() {
    var route = route(dark("100", "0"), USER, "r", false);
    SampleRequest unread = SampleRequest.head("POST", CHAT, Map.of());

    assertThat(Decision.bucket(route, unread)).isNull();
    assertThat(Decision.bucket(route, unread.with(body("ann", null))))
        .isEqualTo(Bucket.fraction(Bucket.dealing("r", "user").of("ann")));
    assertThat(Decision.bucket(route, unread.with(body(null, null)))).isNull();
  }

  private static Set<Integer> served(Decision decision) {
    Set<Integer> served = new HashSet<>();
    IntStream.range(0, KEYS)
        .filter(key -> plan(decision, callOf("user-" + key)).student())
        .forEach(served::add);
    return served;
  }
}
