package dev.understudy.rules.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Upstream;
import dev.understudy.rules.match.RequestFacts;
import dev.understudy.rules.yaml.RulesFile;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Map;
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
    Decision decision = Decision.under(rules(null));

    Plan app = decision.decide(new Request("/v1/chat", Map.of("x-app", "moderation")));
    Plan chat = decision.decide(new Request("/v1/chat", Map.of()));

    assertThat(app.route()).isEqualTo("app");
    assertThat(app.launch()).isEqualTo("teacher");
    assertThat(app.upstream().url()).isEqualTo(URI.create("https://second.example"));
    assertThat(chat.route()).isEqualTo("chat");
  }

  @Test
  void whatNoRouteSpeaksAboutGoesToTheTeacherGivenAtStart() {
    Plan plan = Decision.under(rules(TEACHER)).decide(new Request("/v1/models", Map.of()));

    assertThat(plan).isEqualTo(new Plan("default", "teacher", Upstream.teacher(TEACHER)));
  }

  @Test
  void withoutATeacherGivenAtStartItGoesToTheFirstUpstream() {
    Plan plan = Decision.under(rules(null)).decide(new Request("/v1/models", Map.of()));

    assertThat(plan.route()).isEqualTo("default");
    assertThat(plan.upstream().name()).isEqualTo("first");
  }

  @Test
  void withoutRulesEverythingGoesToTheTeacher() {
    Decision decision = Decision.under(Rules.teacherOnly(TEACHER));

    assertThat(decision.decide(new Request("/anything", Map.of())))
        .isEqualTo(new Plan("default", "teacher", Upstream.teacher(TEACHER)));
  }

  @Test
  void decidingAllocatesNothing() {
    Decision decision = Decision.under(rules(TEACHER));
    RequestFacts request = new Request("/v1/chat/completions", Map.of("x-app", "other"));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    decideOften(decision, request); // classes are loaded and code is compiled once

    long before = threads.getCurrentThreadAllocatedBytes();
    decideOften(decision, request);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(10_000); // of 100,000 decisions: the measurement's own
  }

  private static void decideOften(Decision decision, RequestFacts request) {
    for (int i = 0; i < 100_000; i++) {
      assertRoute(decision.decide(request));
    }
  }

  private static void assertRoute(Plan plan) {
    if (!plan.route().equals("chat")) {
      throw new AssertionError(plan.route());
    }
  }

  private static Rules rules(@Nullable URI teacher) {
    return RulesFile.read("rules.yaml", TWO_ROUTES.getBytes(UTF_8), teacher).orThrow();
  }

  private record Request(String path, Map<String, String> headers) implements RequestFacts {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public @Nullable String header(String name) {
      return headers.get(name);
    }
  }
}
