package dev.understudy.gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SpanAccountTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Exporter exporter = new Exporter();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(new SpanAccount(exporter, registry)).build();
  private final Tracer tracer = provider.get("test");

  @Test
  void everySpanIsExportedFailedOrDropped() {
    end(SpanAccount.MOST_WAITING + 500); // nobody answers for any of them yet

    assertThat(count("dropped")).isEqualTo(500);

    exporter.answer.succeed();
    flushUntil("exported", SpanAccount.MOST_WAITING);

    exporter.answer = CompletableResultCode.ofFailure();
    end(7);
    flushUntil("failed", 7);
    assertThat(count("exported")).isEqualTo(SpanAccount.MOST_WAITING);
    assertThat(count("dropped")).isEqualTo(500);
    provider.close();
  }

  private void end(int spans) {
    for (int i = 0; i < spans; i++) {
      tracer.spanBuilder("a").startSpan().end();
    }
  }

  /** The SDK answers who flushes just after a flush with the end of that one, so asks again. */
  private void flushUntil(String outcome, int spans) {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    do {
      provider.forceFlush().join(10, TimeUnit.SECONDS);
    } while (count(outcome) < spans && System.nanoTime() < deadline);
    assertThat(count(outcome)).isEqualTo(spans);
  }

  private double count(String outcome) {
    return registry.get("understudy.trace.spans").tag("outcome", outcome).counter().count();
  }

  /** One that answers when it is told to. */
  private static final class Exporter implements SpanExporter {
    private volatile CompletableResultCode answer = new CompletableResultCode();

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return answer;
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
