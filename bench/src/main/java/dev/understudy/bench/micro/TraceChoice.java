package dev.understudy.bench.micro;

import dev.understudy.exchange.Exchange;
import dev.understudy.gateway.config.TracingSettings;
import dev.understudy.gateway.tracing.Beginning;
import dev.understudy.gateway.tracing.CallTrace;
import dev.understudy.gateway.tracing.RequestTrace;
import dev.understudy.gateway.tracing.Tracing;
import dev.understudy.rules.Share;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What tracing costs one request and its one call on the event loop: switched off, sampled out,
 * unwanted by the client, and traced (to a collector that is away).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TraceChoice {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

  /** What becomes of the requests. */
  @Param({"off", "sampled_out", "unwanted", "traced"})
  public String kind = "off";

  private final SampleCalls calls = new SampleCalls(Shape.HTTP_1K);
  private final MultiMap headers = HttpHeaders.headers();
  private final MultiMap sent = HttpHeaders.headers();
  private Tracing tracing = Tracing.OFF;

  /** Makes the headers and what traces. */
  @Setup
  public void make() {
    headers.add("host", "127.0.0.1").add("content-type", "application/json");
    headers.add("authorization", "Bearer x").add("user-agent", "bench").add("accept", "*/*");
    if (kind.equals("unwanted")) {
      headers.add("traceparent", PARENT);
    }
    if (!kind.equals("off")) {
      Share sample = kind.equals("traced") ? Share.ALL : Share.NONE;
      tracing =
          Tracing.start(
              new TracingSettings(URI.create("http://127.0.0.1:1"), sample, Map.of()),
              "bench",
              new SimpleMeterRegistry());
    }
  }

  /** Ends what traces. */
  @TearDown
  public void end() {
    tracing.close();
  }

  /** One request, its one call and their end. */
  @Benchmark
  public CallTrace request() {
    Exchange exchange = calls.next();
    RequestTrace request = RequestTrace.NONE;
    if (tracing.isTraced(headers, exchange.requestId())) {
      request =
          tracing.begin(
              headers,
              new Beginning(
                  exchange.requestId(),
                  "POST",
                  exchange.path(),
                  System.nanoTime(),
                  exchange.route(),
                  exchange.launch(),
                  null,
                  null));
    }
    CallTrace call = request.call("primary", "teacher", "127.0.0.1", 80);
    call.tell(sent);
    call.ended(exchange);
    return call;
  }
}
