package dev.understudy.rules.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Upstream;
import dev.understudy.rules.request.RequestFacts;
import dev.understudy.rules.request.SampleRequest;
import dev.understudy.rules.yaml.RulesFile;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionTest {
  private static final URI TEACHER = URI.create("https://teacher.example/v1");
  private static final String TWO_ROUTES =
      """
      version: 1
      upstreams:
        first: {url: "https://first.example"}
        second: {url: "https://second.example"}
      routes:
        - {name: app, match: {path: /v1/chat*, headers: {X-App: "mod*"}}, teacher: second}
        - {name: chat, match: {path: /v1/chat*}, teacher: first}
      """;

  @Test
  void theFirstRouteThatMatchesSpeaks() {
    Decision decision = Decision.under(rules(null), Map.of());

    Plan app =
        decided(decision, SampleRequest.head("POST", "/v1/chat", Map.of("x-app", "moderation")));
    Plan chat = decided(decision, SampleRequest.head("POST", "/v1/chat", Map.of()));

    assertThat(app.route().name()).isEqualTo("app");
    assertThat(app.launch()).isEqualTo("teacher");
    assertThat(app.upstream().url()).isEqualTo(URI.create("https://second.example"));
    assertThat(chat.route().name()).isEqualTo("chat");
  }

  @Test
  void whatNoRouteSpeaksAboutGoesToTheTeacherGivenAtStart() {
    Plan plan =
        decided(
            Decision.under(rules(TEACHER), Map.of()),
            SampleRequest.head("POST", "/v1/models", Map.of()));

    assertThat(plan).isEqualTo(Plan.teacher(Route.toDefault(Upstream.teacher(TEACHER))));
  }

  @Test
  void withoutATeacherGivenAtStartItGoesToTheFirstUpstream() {
    Plan plan =
        decided(
            Decision.under(rules(null), Map.of()),
            SampleRequest.head("POST", "/v1/models", Map.of()));

    assertThat(plan.route().name()).isEqualTo("default");
    assertThat(plan.upstream().name()).isEqualTo("first");
  }

  @Test
  void withoutRulesEverythingGoesToTheTeacher() {
    Decision decision = Decision.under(Rules.teacherOnly(TEACHER), Map.of());

    assertThat(decided(decision, SampleRequest.head("POST", "/anything", Map.of())))
        .isEqualTo(Plan.teacher(Route.toDefault(Upstream.teacher(TEACHER))));
  }

  @Test
  void decidingAllocatesNothing() {
    Decision decision = Decision.under(rules(TEACHER), Map.of());
    RequestFacts request =
        SampleRequest.head("POST", "/v1/chat/completions", Map.of("x-app", "other"));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    decideOften(decision, request); // classes are loaded and code is compiled once

    long before = threads.getCurrentThreadAllocatedBytes();
    decideOften(decision, request);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(10_000); // of 100,000 decisions: the measurement's own
  }

  private static void decideOften(Decision decision, RequestFacts request) {
    for (int i = 0; i < 100_000; i++) {
      assertRoute(decided(decision, request));
    }
  }

  private static void assertRoute(Plan plan) {
    if (!plan.route().name().equals("chat")) {
      throw new AssertionError(plan.route().name());
    }
  }

  private static Plan decided(Decision decision, RequestFacts request) {
    return Objects.requireNonNull(decision.decide(request), "no rule here asks for a body");
  }

  private static Rules rules(@Nullable URI teacher) {
    return RulesFile.read("rules.yaml", TWO_ROUTES.getBytes(UTF_8), teacher).orThrow();
  }
}
