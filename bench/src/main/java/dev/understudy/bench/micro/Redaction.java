package dev.understudy.bench.micro;

import dev.understudy.exchange.Exchange;
import dev.understudy.sink.redaction.Redactor;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to redact one exchange; {@code megabytes} is the MB of bodies per second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class Redaction {
  private static final int EXCHANGES = 256;

  /** Which texts, and what is looked for in them. */
  @Param public RedactionCase text = RedactionCase.CLEAN;

  private Redactor redactor = text.redactor();
  private List<Exchange> exchanges = List.of();
  private int next;

  /** Counts the bytes beside the exchanges. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Volume {
    private long bytes;

    /** Begins to count. */
    @Setup(Level.Iteration)
    public void clear() {
      bytes = 0;
    }

    /** How many millions of bytes there were. */
    public double megabytes() {
      return bytes / 1e6;
    }
  }

  /** Makes the exchanges. */
  @Setup(Level.Trial)
  public void make() {
    redactor = text.redactor();
    exchanges = text.exchanges(EXCHANGES);
  }

  /** Redacts one exchange. */
  @Benchmark
  public Object redact(Volume volume) {
    Exchange exchange = exchanges.get(next);
    next = (next + 1) % EXCHANGES;
    volume.bytes += exchange.requestBody().length() + exchange.responseBody().length();
    return redactor.redact(exchange);
  }
}
