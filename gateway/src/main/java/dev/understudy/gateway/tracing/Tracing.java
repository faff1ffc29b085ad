package dev.understudy.gateway.tracing;

import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.gateway.config.TracingSettings;
import dev.understudy.gateway.process.SideThread;
import dev.understudy.gateway.secret.Secret;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Whether requests are traced, and where their spans go. A request whose client sent a trace
 * context (W3C Trace Context) is traced if that says so; of the others the wanted share is, chosen
 * by the request's id. Of a request that is not traced nothing changes, its headers included. Safe
 * for every thread.
 */
public final class Tracing implements AutoCloseable {
  /** Traces nothing. */
  public static final Tracing OFF = new Tracing();

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);
  private static final long BUCKET_BITS = (1L << 53) - 1;

  /** What answers that wait to be read for their attributes may hold in memory. */
  private static final long MOST_BYTES = 8 << 20;

  /**
   * The SDK tells of each failure where nobody looks; {@link SpanAccount} tells once. Kept, as a
   * logger that nobody holds forgets its level.
   */
  private static final java.util.logging.Logger SDK_LOG =
      java.util.logging.Logger.getLogger("io.opentelemetry");

  private final @Nullable SdkTracerProvider provider;
  private final @Nullable Tracer tracer;
  private final @Nullable SideThread reading;
  private final long threshold;
  private final WireReader reader = WireReader.withoutTokenEstimates();
  private final AtomicLong waitingBytes = new AtomicLong();

  private Tracing() {
    this.provider = null;
    this.tracer = null;
    this.reading = null;
    this.threshold = 0;
  }

  private Tracing(SdkTracerProvider provider, long threshold) {
    this.provider = provider;
    this.tracer =
        provider.tracerBuilder("dev.understudy.gateway").setSchemaUrl(GenAi.SCHEMA).build();
    this.reading = new SideThread("understudy-tracing");
    this.threshold = threshold;
  }

  /**
   * Traces as the settings say. Whether the collector is there does not matter: without it, spans
   * are lost, and counted.
   *
   * @param settings the settings, or null to trace nothing
   * @param instance this gateway's name
   */
  public static Tracing start(
      @Nullable TracingSettings settings, String instance, MeterRegistry registry) {
    if (settings == null) {
      return OFF;
    }
    SDK_LOG.setLevel(Level.OFF);
    return new Tracing(
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault()
                    .merge(
                        Resource.create(
                            Attributes.of(
                                AttributeKey.stringKey("service.name"),
                                "understudy-gateway",
                                AttributeKey.stringKey("service.instance.id"),
                                instance))))
            .setSampler(Sampler.alwaysOn()) // it was chosen before
            .addSpanProcessor(new SpanAccount(exporter(settings), registry))
            .build(),
        settings.sample().threshold());
  }

  private static SpanExporter exporter(TracingSettings settings) {
    OtlpHttpSpanExporterBuilder exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(settings.endpoint() + "/v1/traces")
            .setConnectTimeout(Duration.ofSeconds(2))
            .setTimeout(Duration.ofSeconds(5))
            .setRetryPolicy(null);
    for (Map.Entry<String, Secret> header : settings.headers().entrySet()) {
      String prefix = header.getKey().equals("authorization") ? "Bearer " : "";
      exporter.addHeader(header.getKey(), prefix + header.getValue().secret());
    }
    return exporter.build();
  }

  /** Whether anything is traced at all. */
  public boolean isOn() {
    return tracer != null;
  }

  /** Whether that request is traced. Costs next to nothing where it is not. */
  public boolean isTraced(MultiMap headers, UUID requestId) {
    if (tracer == null) {
      return false;
    }
    Boolean wanted = TraceContext.isSampled(headers);
    return wanted != null
        ? wanted
        : (requestId.getLeastSignificantBits() & BUCKET_BITS) < threshold;
  }

  /** Begins the trace of a request that {@link #isTraced is traced}. */
  public RequestTrace begin(MultiMap headers, Beginning beginning) {
    return new RequestTrace(this, headers, beginning);
  }

  Tracer tracer() {
    return Objects.requireNonNull(tracer, "tracing is off");
  }

  /**
   * Ends a span once what the exchange says is on it, which is read aside; at once, without it,
   * where that would be too much.
   */
  void endRead(CallTrace.Ended ended, Exchange exchange) {
    long bytes = exchange.keptBytes();
    if (reading == null || waitingBytes.addAndGet(bytes) > MOST_BYTES) {
      waitingBytes.addAndGet(-bytes);
      ended.end(null);
      return;
    }
    boolean taken =
        reading.take(
            () -> {
              try {
                ended.end(reader.read(exchange));
              } finally {
                waitingBytes.addAndGet(-bytes);
              }
            });
    if (!taken) {
      waitingBytes.addAndGet(-bytes);
      ended.end(null);
    }
  }

  /** Sends what is finished, within some seconds, and ends. */
  @Override
  public void close() {
    if (reading != null) {
      reading.close();
    }
    if (provider != null) {
      provider.shutdown().join(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
