package dev.understudy.gateway.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.diff.AnswerComparators;
import dev.understudy.diff.json.JsonTerms;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.ExchangeDraft;
import dev.understudy.exchange.Role;
import dev.understudy.gateway.config.UpstreamSettings;
import dev.understudy.gateway.rollout.Rollouts;
import dev.understudy.gateway.student.Guard;
import dev.understudy.gateway.tracing.RequestTrace;
import dev.understudy.gateway.upstream.Destination;
import dev.understudy.gateway.upstream.Origin;
import dev.understudy.rules.Launch;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Upstream;
import dev.understudy.sink.store.FolderStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparingTest {
  private static final URI URL = URI.create("https://teacher.example/v1");
  private static final Upstream TEACHER = Upstream.teacher(URL);
  private static final Route ROUTE = Route.toDefault(TEACHER);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private RehearsalTerms echoes() {
    Destination teacher =
        new Destination(
            Origin.of("teacher", URL),
            UpstreamSettings.DEFAULT.timeouts(),
            true,
            null,
            null,
            null,
            Set.of());
    return new RehearsalTerms(
        ROUTE,
        "",
        Role.ECHO,
        teacher,
        new Guard("teacher", 1, false),
        new ShadowBudget(Launch.Budget.USUAL, null),
        AnswerComparators.auto(0.9, JsonTerms.EXACT),
        null,
        new ShadowCounters(registry, ROUTE.name(), Role.ECHO));
  }

  private static Exchange answered(Role role) {
    String answer =
        """
        {"id": "a", "object": "chat.completion", "model": "m", "choices": [{"index": 0, \
        "message": {"role": "assistant", "content": "yes"}, "finish_reason": "stop"}]}""";
    return new ExchangeDraft(
            new UUID(1, 1),
            new UUID(2, role == Role.PRIMARY ? 1 : 2),
            Instant.parse("2026-01-31T12:00:00Z"))
        .playing(role)
        .routed(ROUTE.name(), "dark", "v1")
        .to("teacher")
        .took(Duration.ofMillis(5), Duration.ofMillis(50))
        .requestHeader("content-type", "application/json")
        .responseHeader("content-type", "application/json")
        .saying("{\"model\": \"m\", \"messages\": []}", answer)
        .made();
  }

  private double compared() {
    return registry.get("understudy.comparisons").counters().stream()
        .mapToDouble(each -> each.count())
        .sum();
  }

  @Test
  void whatIsCountedWasHandedOnBefore(@TempDir Path folder) throws Exception {
    List<Double> countedWhenHandedOn = new CopyOnWriteArrayList<>();
    CountDownLatch over = new CountDownLatch(1);
    Rules rules = new Rules("v1", List.of(TEACHER), List.of(ROUTE));

    try (FolderStore store = FolderStore.open(folder);
        Rollouts rollouts = Rollouts.open("g", store, rules, registry);
        Comparing comparing =
            new Comparing(
                "g", (comparison, redaction) -> countedWhenHandedOn.add(compared()), rollouts)) {
      comparing.compare(
          echoes(),
          answered(Role.PRIMARY),
          answered(Role.ECHO),
          null,
          RequestTrace.NONE,
          over::countDown);
      assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(countedWhenHandedOn).containsExactly(0.0);
    assertThat(compared()).isEqualTo(1);
  }
}
