package dev.understudy.gateway.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * The trace context in header fields: {@code traceparent} and {@code tracestate} (W3C Trace
 * Context).
 */
final class TraceContext {
  private static final String PARENT = "traceparent";
  private static final String STATE = "tracestate";
  private static final W3CTraceContextPropagator FORMAT = W3CTraceContextPropagator.getInstance();

  private TraceContext() {}

  private static final TextMapGetter<MultiMap> FIELDS =
      new TextMapGetter<>() {
        @Override
        public @Nullable String get(@Nullable MultiMap headers, String name) {
          if (headers == null) {
            return null;
          }
          // the state may be cut into several fields (section 3.3.1.1)
          return name.equals(STATE) && headers.contains(STATE)
              ? String.join(",", headers.getAll(STATE))
              : headers.get(name);
        }
      };

  /** Whether a client wants its request traced; null where it says nothing that can be read. */
  static @Nullable Boolean isSampled(MultiMap headers) {
    if (headers.get(PARENT) == null) {
      return null;
    }
    SpanContext parent = Span.fromContext(of(headers)).getSpanContext();
    return parent.isValid() ? parent.isSampled() : null;
  }

  /** The context that those fields carry; an empty one where there is none that can be read. */
  static Context of(MultiMap headers) {
    return FORMAT.extract(Context.root(), headers, FIELDS);
  }

  /**
   * Makes a span the parent of what an upstream traces. A state that is there already stays byte
   * for byte.
   */
  static void put(SpanContext span, MultiMap headers) {
    boolean hasState = headers.contains(STATE);
    FORMAT.inject(
        Context.root().with(Span.wrap(span)),
        headers,
        (fields, name, value) -> {
          if (fields != null && !(hasState && name.equals(STATE))) {
            fields.set(name, value);
          }
        });
  }
}
