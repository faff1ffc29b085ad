package dev.understudy.deploy.watching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.Eventually;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway, its upstreams, and a collector that they are traced to. */
class TracingTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String WANTED = "00-" + TRACE + "-" + PARENT + "-01";
  private static final String UNWANTED = "00-" + TRACE + "-" + PARENT + "-00";
  private static final String TEXT = "text/plain";

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Collector collector = new Collector(vertx);
  private final Upstream teacher = new Upstream(vertx, "large-1", "a-secret-answer", 200);
  private final Upstream student = new Upstream(vertx, "small-1", "another-answer", 200);

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void aClientsTraceGoesOnInTeacherShadowAndEcho() throws Exception {
    try (WatchedGateway gateway =
        watched("launch: {dark: {share: 100%, echo: 100%}}", "sample: 0%")) {
      String id =
          gateway
              .ask("traceparent", WANTED, "tracestate", "vendor=a,other=b")
              .headers()
              .firstValue("x-understudy-request-id")
              .orElseThrow();
      List<Span> spans = collector.spans(6);

      Span server = Collector.only(spans, span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER);
      Span primary = call(spans, "primary");
      Span shadow = call(spans, "shadow");
      Span echo = call(spans, "echo");
      assertThat(spans).hasSize(6).allMatch(span -> Collector.hex(span.getTraceId()).equals(TRACE));
      assertThat(Collector.hex(server.getParentSpanId())).isEqualTo(PARENT);
      assertThat(spans)
          .filteredOn(span -> !span.equals(server))
          .allMatch(span -> span.getParentSpanId().equals(server.getSpanId()))
          .allMatch(span -> span.getStartTimeUnixNano() >= server.getStartTimeUnixNano())
          .allMatch(span -> span.getEndTimeUnixNano() >= span.getStartTimeUnixNano());
      assertThat(spans)
          .allMatch(span -> id.equals(Collector.attributes(span).get("understudy.request_id")));
      assertThat(sent(teacher, 0)).containsExactly(child(primary), "vendor=a,other=b");
      assertThat(sent(teacher, 1)).containsExactly(child(echo), "vendor=a,other=b");
      assertThat(sent(student, 0)).containsExactly(child(shadow), "vendor=a,other=b");
    }
  }

  @Test
  void spansTellWhatHappenedAndNothingOfPromptsAnswersOrKeys() throws Exception {
    try (WatchedGateway gateway = watched("launch: {dark: {share: 100%}}", "sample: 100%")) {
      gateway.ask();
      List<Span> spans = collector.spans(4);

      Span server = Collector.only(spans, span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER);
      assertThat(server.getName()).isEqualTo("POST moderation");
      assertThat(Collector.attributes(server))
          .containsAllEntriesOf(
              Map.of(
                  "http.request.method", "POST",
                  "url.path", "/v1/chat/completions",
                  "http.response.status_code", "200",
                  "understudy.route", "moderation",
                  "understudy.launch", "dark",
                  "understudy.upstream", "large",
                  "understudy.outcome", "complete"))
          .containsKeys("understudy.request_id", "understudy.rules_version");
      Span shadow = call(spans, "shadow");
      assertThat(shadow.getName()).isEqualTo("chat gpt-4o");
      assertThat(shadow.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
      assertThat(shadow.getEventsList())
          .extracting(Span.Event::getName)
          .containsExactly("first_byte");
      assertThat(Collector.attributes(shadow))
          .containsAllEntriesOf(
              Map.of(
                  "gen_ai.operation.name", "chat",
                  "gen_ai.provider.name", "openai",
                  "gen_ai.request.model", "gpt-4o",
                  "gen_ai.request.max_tokens", "99",
                  "gen_ai.request.temperature", "0.5",
                  "gen_ai.response.model", "small-1",
                  "gen_ai.response.finish_reasons", "[stop]",
                  "gen_ai.usage.input_tokens", "12",
                  "gen_ai.usage.output_tokens", "3",
                  "server.address", "127.0.0.1"))
          .containsAllEntriesOf(
              Map.of(
                  "server.port", Integer.toString(student.url().getPort()),
                  "understudy.upstream", "small",
                  "understudy.role", "shadow"));
      Span comparison = Collector.only(spans, span -> span.getName().equals("compare"));
      assertThat(Collector.attributes(comparison))
          .containsAllEntriesOf(
              Map.of(
                  "understudy.role", "shadow",
                  "understudy.upstream", "small",
                  "understudy.verdict", "different"))
          .containsKey("understudy.comparator");
      assertThat(collector.resource())
          .containsEntry("service.name", "understudy-gateway")
          .containsEntry("service.instance.id", "watched");
      assertThat(collector.headers())
          .allMatch(
              headers -> "Bearer collector-token-0123456789".equals(headers.get("authorization")));
      assertThat(collector.everything())
          .doesNotContain(WatchedGateway.PROMPT, WatchedGateway.KEY, "secret-answer", "another");
    }
  }

  @Test
  void aStudentThatFailsIsSeenBesideTheTeacherThatAnswered() throws Exception {
    Upstream failing = new Upstream(vertx, "small-1", "oops", 500);
    try (WatchedGateway gateway =
        watched(failing, "launch: {canary: {share: 100%}}", "sample: 100%")) {
      assertThat(gateway.ask("x-user-id", "u1").statusCode()).isEqualTo(200);
      List<Span> spans = collector.spans(3);

      Span escalated = call(spans, "escalated");
      assertThat(escalated.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
      assertThat(Collector.attributes(escalated))
          .containsEntry("error.type", "status_500")
          .containsEntry("http.response.status_code", "500")
          .containsEntry("understudy.upstream", "small");
      Span server = Collector.only(spans, span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER);
      assertThat(server.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
      assertThat(Collector.attributes(server))
          .containsEntry("understudy.share", "1.0")
          .containsEntry("understudy.upstream", "large");
      assertThat(sent(failing, 0)).containsExactly(child(escalated));
      assertThat(sent(teacher, 0)).containsExactly(child(call(spans, "primary")));
    }
  }

  @Test
  void aModeratorIsPartOfTheTrace() throws Exception {
    try (WatchedGateway gateway =
        watched(
            """
            launch: {canary: {share: 100%}}
            guard: {on_fail: fall_back, check: {moderation: judge}}""",
            "sample: 100%")) {
      gateway.ask("x-user-id", "u1");
      List<Span> spans = collector.spans(3);

      Span moderation = call(spans, "moderation");
      assertThat(moderation.getName()).isEqualTo("moderation judge");
      assertThat(Collector.attributes(moderation)).containsEntry("understudy.outcome", "fine");
      assertThat(student.headers()).hasSize(2);
      assertThat(sent(student, 1)).containsExactly(child(moderation));
      assertThat(collector.everything()).doesNotContain("another-answer");
    }
  }

  @Test
  void whatIsNotTracedGoesOnByteForByte() throws Exception {
    try (WatchedGateway gateway = watched("launch: {dark: {share: 100%}}", "sample: 0%")) {
      gateway.ask("traceparent", UNWANTED, "tracestate", "vendor=a");
      gateway.ask();
      gateway.ask("traceparent", "nonsense");
      gateway.ask("traceparent", WANTED);
      List<Span> spans = collector.spans(4);

      assertThat(spans).hasSize(4).allMatch(s -> Collector.hex(s.getTraceId()).equals(TRACE));
      assertThat(sent(teacher, 0)).containsExactly(UNWANTED, "vendor=a");
      assertThat(sent(teacher, 1)).isEmpty();
      assertThat(sent(teacher, 2)).containsExactly("nonsense");
      assertThat(sent(student, 0)).isEmpty();
    }
  }

  @Test
  void withoutTracingNothingIsTouchedAndStudentsHearNothing() throws Exception {
    try (WatchedGateway gateway =
        new WatchedGateway(
            folder, WatchedGateway.rules(teacher, student, "launch: {dark: {share: 100%}}"), "")) {
      gateway.ask("traceparent", WANTED, "tracestate", "vendor=a");
      Eventually.see(
          "a shadow", Duration.ofSeconds(30), student::headers, asked -> asked.size() == 1);

      assertThat(sent(teacher, 0)).containsExactly(WANTED, "vendor=a");
      assertThat(sent(student, 0)).isEmpty();
      assertThat(gateway.metrics(TEXT)).doesNotContain("understudy_trace_spans");
    }
  }

  @Test
  void aCollectorThatIsAwayCostsNothingButSpans() throws Exception {
    try (WatchedGateway gateway =
        new WatchedGateway(
            folder,
            WatchedGateway.rules(teacher, student, "launch: {dark: {share: 100%}}"),
            "tracing: {endpoint: \"http://127.0.0.1:1\", sample: 100%}\n")) {
      HttpResponse<String> answer = gateway.ask();

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("a-secret-answer");
      Eventually.see(
          "lost spans",
          Duration.ofSeconds(30),
          () -> gateway.metrics(TEXT),
          page -> page.contains("understudy_trace_spans_total{outcome=\"failed\"} 4.0"));
    }
  }

  @Test
  void histogramsNameATraceAsAnExampleToWhoeverAsksForOpenMetrics() throws Exception {
    try (WatchedGateway gateway = watched("launch: {dark: {share: 100%}}", "sample: 0%")) {
      gateway.ask("traceparent", WANTED);
      String page =
          Eventually.see(
              "an exemplar",
              Duration.ofSeconds(30),
              () -> gateway.metrics("application/openmetrics-text;version=1.0.0,text/plain;q=0.5"),
              text -> text.contains("trace_id"));

      assertThat(page).endsWith("# EOF\n");
      assertThat(page)
          .containsPattern(
              "understudy_duration_seconds_bucket\\{le=\"[0-9.]+\"} 1 # \\{span_id=\"[0-9a-f]{16}\",trace_id=\""
                  + TRACE
                  + "\"}")
          .containsPattern("understudy_added_seconds_bucket.*trace_id=\"" + TRACE);
      assertThat(gateway.metrics(TEXT)).doesNotContain("trace_id", "# EOF");
    }
  }

  private WatchedGateway watched(String route, String sample) throws Exception {
    return watched(student, route, sample);
  }

  private WatchedGateway watched(Upstream asked, String route, String sample) throws Exception {
    return new WatchedGateway(
        folder,
        WatchedGateway.rules(teacher, asked, route)
            .replace(
                "routes:",
                "  judge: {url: \"%s\", credentials: none}\nroutes:".formatted(student.url())),
        "tracing: {endpoint: \"%s\", %s, headers: {authorization: \"env:COLLECTOR_TOKEN\"}}\n"
            .formatted(collector.url(), sample));
  }

  private static Span call(List<Span> spans, String role) {
    return Collector.only(
        spans,
        span ->
            span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT
                && role.equals(Collector.attributes(span).get("understudy.role")));
  }

  /** The trace context that an upstream was sent with its request of that number. */
  private static List<String> sent(Upstream upstream, int number) {
    List<String> context = new ArrayList<>();
    context.addAll(upstream.headers().get(number).getAll("traceparent"));
    context.addAll(upstream.headers().get(number).getAll("tracestate"));
    return context;
  }

  private static String child(Span of) {
    return "00-%s-%s-%02x"
        .formatted(
            Collector.hex(of.getTraceId()), Collector.hex(of.getSpanId()), of.getFlags() & 0xff);
  }
}
