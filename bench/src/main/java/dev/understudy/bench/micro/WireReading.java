package dev.understudy.bench.micro;

import dev.understudy.exchange.wire.Reading;
import dev.understudy.exchange.wire.WireReader;
import java.util.concurrent.TimeUnit;
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

/** What it costs to read one call off the wire: bodies to prompt, answer and texts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class WireReading {
  /** Which calls. */
  @Param public Shape shape = Shape.HTTP_1K;

  private final WireReader reader = WireReader.withTokenEstimates();
  private SampleCalls calls = new SampleCalls(shape);

  /** Makes the calls of the shape asked for. */
  @Setup(Level.Trial)
  public void make() {
    calls = new SampleCalls(shape);
  }

  /** Reads one call. */
  @Benchmark
  public Reading read() {
    return reader.read(calls.next());
  }
}
