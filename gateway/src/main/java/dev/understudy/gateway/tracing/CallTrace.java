package dev.understudy.gateway.tracing;

import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.wire.Reading;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.vertx.core.MultiMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The trace of one call of an upstream: a span that begins when this is made, is told to the
 * upstream as the parent of its own, and ends with the call. A call that comes to no end leaves no
 * span. Lives on one event loop.
 */
public final class CallTrace {
  /** Of a call that is not traced; does nothing. */
  public static final CallTrace NONE = new CallTrace();

  private final RequestTrace request;
  private final String role;
  private final String upstream;
  private final String host;
  private final int port;
  private final long startedNanos = System.nanoTime();
  private @Nullable Span span;
  private boolean over;

  private CallTrace() {
    this(RequestTrace.NONE, "", "", "", 0);
  }

  CallTrace(RequestTrace request, String role, String upstream, String host, int port) {
    this.request = request;
    this.role = role;
    this.upstream = upstream;
    this.host = host;
    this.port = port;
  }

  /** The trace of the request it is made for. */
  public RequestTrace request() {
    return request;
  }

  /**
   * Tells an upstream whose trace it is part of: sets {@code traceparent}, and {@code tracestate}
   * where the client sent one and it is not there.
   */
  public void tell(MultiMap headers) {
    if (this != NONE) {
      TraceContext.put(span().getSpanContext(), headers);
    }
  }

  /**
   * Ends it with how the call went, and the request's own trace with it where that is what the
   * client got. The answer is read on another thread.
   */
  public void ended(Exchange exchange) {
    if (this == NONE || over) {
      return;
    }
    over = true;
    Span ending = span();
    ending.setAttribute(Marks.ROLE, exchange.role().word());
    ending.setAttribute(Marks.EXCHANGE_ID, exchange.exchangeId().toString());
    ending.setAttribute(Marks.METHOD, exchange.method());
    request.putEnd(ending, exchange);
    if (exchange.firstByte() != null) {
      boolean ofClient = exchange.role() == Role.PRIMARY || exchange.role() == Role.ESCALATED;
      long since = ofClient ? request.beginning().receivedNanos() : startedNanos;
      ending.addEvent(
          Marks.FIRST_BYTE,
          request.epochNanos(since + exchange.firstByte().toNanos()),
          TimeUnit.NANOSECONDS);
    }
    request.tracing().endRead(new Ended(ending, request.epochNanos(System.nanoTime())), exchange);
    if (exchange.role() == Role.PRIMARY) {
      request.ended(exchange);
    }
  }

  /**
   * Ends it where there is no exchange of it.
   *
   * @param outcome how it ended, in a word
   * @param failed whether it brought nothing
   */
  public void ended(String outcome, boolean failed) {
    if (this == NONE || over) {
      return;
    }
    over = true;
    Span ending = span();
    ending.setAttribute(Marks.OUTCOME, outcome);
    if (failed) {
      ending.setAttribute(Marks.ERROR, outcome);
      ending.setStatus(StatusCode.ERROR);
    }
    new Ended(ending, request.epochNanos(System.nanoTime())).end(null);
  }

  private Span span() {
    if (span == null) {
      span =
          request
              .builder(role + " " + upstream, SpanKind.CLIENT)
              .setParent(request.context())
              .setStartTimestamp(request.epochNanos(startedNanos), TimeUnit.NANOSECONDS)
              .setAttribute(Marks.ROLE, role)
              .setAttribute(Marks.UPSTREAM, upstream)
              .setAttribute(Marks.HOST, host)
              .setAttribute(Marks.PORT, (long) port)
              .startSpan();
    }
    return span;
  }

  /**
   * A call that has ended, whose span wants but what its bodies say.
   *
   * @param span the span
   * @param atNanos when it ended, in nanoseconds since the epoch
   */
  record Ended(Span span, long atNanos) {
    void end(@Nullable Reading reading) {
      if (reading != null) {
        String name = GenAi.spanName(reading);
        if (name != null) {
          span.updateName(name);
        }
        GenAi.put(span, reading);
      }
      span.end(atNanos, TimeUnit.NANOSECONDS);
    }
  }
}
