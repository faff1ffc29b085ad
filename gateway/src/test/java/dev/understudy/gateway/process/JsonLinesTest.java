package dev.understudy.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {
  private final JsonLines lines = new JsonLines();

  @Test
  void aLineIsOneObjectWithTheKeyValuesAsTheyAre() {
    LoggingEvent event = event("segment could not be carried", null);
    event.addKeyValuePair(new KeyValuePair("segment", "000042.open"));
    event.addKeyValuePair(new KeyValuePair("bytes", 8192L));
    event.addKeyValuePair(new KeyValuePair("again", true));
    event.addKeyValuePair(new KeyValuePair("share", 0.5));
    event.addKeyValuePair(new KeyValuePair("rate", Double.NaN));
    event.addKeyValuePair(new KeyValuePair("by", null));

    assertThat(written(event))
        .isEqualTo(
            "{\"time\":\"2026-01-31T12:00:00.123456Z\",\"level\":\"WARN\",\"logger\":\"a.b.C\","
                + "\"message\":\"segment could not be carried\",\"thread\":\"drain\","
                + "\"fields\":{\"segment\":\"000042.open\",\"bytes\":8192,\"again\":true,"
                + "\"share\":0.5,\"rate\":\"NaN\",\"by\":null}}\n");
  }

  @Test
  void anExceptionAndLinesWithinTextsStayOnOneLine() {
    String line = written(event("a \"quoted\"\nmessage", new IllegalStateException("it\nbroke")));

    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    JsonObject read = new JsonObject(line);
    assertThat(read.getString("message")).isEqualTo("a \"quoted\"\nmessage");
    assertThat(read.getString("exception"))
        .startsWith("java.lang.IllegalStateException: it\nbroke")
        .contains("at " + JsonLinesTest.class.getName());
  }

  @Test
  void workForATracedRequestNamesItsTrace() {
    SpanContext span =
        SpanContext.create(
            "4bf92f3577b34da6a3ce929d0e0e4736",
            "00f067aa0ba902b7",
            TraceFlags.getSampled(),
            TraceState.getDefault());

    String line =
        Context.root().with(Span.wrap(span)).wrapSupplier(() -> written(event("m", null))).get();

    assertThat(new JsonObject(line))
        .contains(
            java.util.Map.entry("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736"),
            java.util.Map.entry("span_id", "00f067aa0ba902b7"));
    assertThat(written(event("m", null))).doesNotContain("trace_id");
  }

  private String written(LoggingEvent event) {
    return new String(lines.encode(event), StandardCharsets.UTF_8);
  }

  private static LoggingEvent event(String message, @Nullable Throwable thrown) {
    LoggerContext context = new LoggerContext();
    LoggingEvent event =
        new LoggingEvent("fqcn", context.getLogger("a.b.C"), Level.WARN, message, thrown, null);
    event.setInstant(Instant.parse("2026-01-31T12:00:00.123456Z"));
    event.setThreadName("drain");
    return event;
  }
}
