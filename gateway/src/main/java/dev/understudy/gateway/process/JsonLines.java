package dev.understudy.gateway.process;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.event.KeyValuePair;

/**
 * Writes what is logged as one JSON object a line.
 *
 * <pre>{@code
 * {"time":"2026-01-31T12:00:00.123456Z","level":"INFO","logger":"dev.understudy.gateway.Gateway",
 *  "message":"gateway is ready","thread":"main","fields":{"listen":"127.0.0.1:8080"}}
 * }</pre>
 *
 * {@code time} is of RFC 3339, in UTC. {@code fields} has the event's key-values, in order; numbers
 * and truths as such, the rest as text. {@code exception} has class, message and stack as text.
 * {@code trace_id} and {@code span_id} are there where a traced request is worked for. {@code
 * fields}, {@code exception} and the trace's ids are left out where there are none.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};

  private final JsonFactory json = new JsonFactory();

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    try (JsonGenerator out = json.createGenerator(line)) {
      write(event, out);
    } catch (IOException e) {
      throw new UncheckedIOException("a line in memory cannot be written", e);
    }
    line.write('\n');
    return line.toByteArray();
  }

  private static void write(ILoggingEvent event, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("time", event.getInstant().toString());
    out.writeStringField("level", event.getLevel().toString());
    out.writeStringField("logger", event.getLoggerName());
    out.writeStringField("message", event.getFormattedMessage());
    out.writeStringField("thread", event.getThreadName());
    SpanContext traced = Span.current().getSpanContext();
    if (traced.isValid()) {
      out.writeStringField("trace_id", traced.getTraceId());
      out.writeStringField("span_id", traced.getSpanId());
    }
    if (event.getKeyValuePairs() != null && !event.getKeyValuePairs().isEmpty()) {
      out.writeObjectFieldStart("fields");
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        field(pair, out);
      }
      out.writeEndObject();
    }
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      out.writeStringField("exception", ThrowableProxyUtil.asString(thrown));
    }
    out.writeEndObject();
  }

  private static void field(KeyValuePair pair, JsonGenerator out) throws IOException {
    out.writeFieldName(pair.key);
    if (pair.value instanceof Integer || pair.value instanceof Long) {
      out.writeNumber(((Number) pair.value).longValue());
    } else if (pair.value instanceof Double number && Double.isFinite(number)) {
      out.writeNumber(number);
    } else if (pair.value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (pair.value == null) {
      out.writeNull();
    } else {
      out.writeString(String.valueOf(pair.value));
    }
  }
}
