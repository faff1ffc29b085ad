package dev.understudy.gateway.tracing;

import dev.understudy.exchange.Exchange;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.vertx.core.MultiMap;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The trace of one client's request: its span, under the client's own where there is one, and
 * whatever happens for it as spans beneath. Lives on one event loop, save for {@link #during} and
 * {@link #compared}, which are for every thread.
 */
public final class RequestTrace {
  /** Of a request that is not traced; does nothing. */
  public static final RequestTrace NONE = new RequestTrace();

  private final @Nullable Tracing tracing;
  private final @Nullable Beginning beginning;
  private final Span span;
  private final Context context;
  private final long clockOffsetNanos;
  private boolean over;

  private RequestTrace() {
    this.tracing = null;
    this.beginning = null;
    this.span = Span.getInvalid();
    this.context = Context.root();
    this.clockOffsetNanos = 0;
  }

  RequestTrace(Tracing tracing, MultiMap headers, Beginning beginning) {
    this.tracing = tracing;
    this.beginning = beginning;
    this.clockOffsetNanos =
        TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - System.nanoTime();
    SpanBuilder builder =
        builder(beginning.method() + " " + beginning.route(), SpanKind.SERVER)
            .setParent(TraceContext.of(headers))
            .setStartTimestamp(epochNanos(beginning.receivedNanos()), TimeUnit.NANOSECONDS)
            .setAttribute(Marks.METHOD, beginning.method())
            .setAttribute(Marks.PATH, beginning.path());
    if (beginning.share() != null) {
      builder.setAttribute(Marks.SHARE, beginning.share());
    }
    if (beginning.rulesVersion() != null) {
      builder.setAttribute(Marks.RULES, beginning.rulesVersion());
    }
    this.span = builder.startSpan();
    this.context = Context.root().with(span);
  }

  /** A span that says whose it is. */
  SpanBuilder builder(String name, SpanKind kind) {
    Beginning known = beginning();
    return tracing()
        .tracer()
        .spanBuilder(name)
        .setSpanKind(kind)
        .setAttribute(Marks.REQUEST_ID, known.requestId().toString())
        .setAttribute(Marks.ROUTE, known.route())
        .setAttribute(Marks.LAUNCH, known.launch());
  }

  /**
   * A call of an upstream for this request, which begins now.
   *
   * @param role why it is asked
   * @param upstream its name
   * @param host its host name or address
   * @param port its port
   */
  public CallTrace call(String role, String upstream, String host, int port) {
    return tracing == null ? CallTrace.NONE : new CallTrace(this, role, upstream, host, port);
  }

  /** Does something with this as the current trace of the thread, for exemplars and log lines. */
  public void during(Runnable work) {
    if (tracing == null) {
      work.run();
    } else {
      context.wrap(work).run();
    }
  }

  /**
   * Tells of a comparison that ends now.
   *
   * @param startedNanos {@link System#nanoTime()} when it began
   * @param role the role of what was compared with the client's answer
   * @param upstream who gave that
   */
  public void compared(
      long startedNanos, String role, String upstream, String comparator, String verdict) {
    if (tracing != null) {
      builder("compare", SpanKind.INTERNAL)
          .setParent(context)
          .setStartTimestamp(epochNanos(startedNanos), TimeUnit.NANOSECONDS)
          .setAttribute(Marks.ROLE, role)
          .setAttribute(Marks.UPSTREAM, upstream)
          .setAttribute(Marks.COMPARATOR, comparator)
          .setAttribute(Marks.VERDICT, verdict)
          .startSpan()
          .end(epochNanos(System.nanoTime()), TimeUnit.NANOSECONDS);
    }
  }

  /** Ends it with what the client got. */
  void ended(Exchange exchange) {
    if (over) {
      return;
    }
    over = true;
    span.setAttribute(Marks.UPSTREAM, exchange.upstream());
    putEnd(span, exchange);
    span.end(epochNanos(System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  /** How an exchange ended. Of a server only its own failures are errors, of a client all. */
  void putEnd(Span of, Exchange exchange) {
    of.setAttribute(Marks.OUTCOME, exchange.outcome().word());
    int status = exchange.status();
    if (status != 0) {
      of.setAttribute(Marks.STATUS, (long) status);
    }
    boolean ofServer = of == span;
    String error = exchange.error();
    if (error == null && status >= (ofServer ? 500 : 400)) {
      error = Integer.toString(status);
    }
    if (error != null) {
      of.setAttribute(Marks.ERROR, error);
      of.setStatus(StatusCode.ERROR);
    }
  }

  Context context() {
    return context;
  }

  Tracing tracing() {
    return Objects.requireNonNull(tracing, "not traced");
  }

  Beginning beginning() {
    return Objects.requireNonNull(beginning, "not traced");
  }

  long epochNanos(long nanoTime) {
    return nanoTime + clockOffsetNanos;
  }
}
