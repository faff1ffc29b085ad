package dev.understudy.bench.micro;

import dev.understudy.sink.spool.SealedSegment;
import dev.understudy.sink.spool.SegmentFiles;
import dev.understudy.sink.spool.SegmentWriter;
import dev.understudy.sink.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to append one record to the spool's page cache, written in groups as the capture
 * does under load; segments are sealed at 64 MiB and deleted.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class SpoolAppend {
  private static final long SEGMENT_BYTES = 64 << 20;

  /** Which calls. */
  @Param public Shape shape = Shape.HTTP_1K;

  /** How many records one write takes. */
  @Param({"1", "16"})
  public int group = 1;

  private final Path folder = Scratch.folder();
  private SampleCalls calls = new SampleCalls(shape);
  private int framed;
  private @Nullable Spool spool;
  private @Nullable SegmentWriter segment;

  /** Opens the spool. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    calls = new SampleCalls(shape);
    spool = Spool.open(folder, "bench", SegmentFiles.ON_DISK);
  }

  /** Closes it and removes its files. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    if (spool != null) {
      spool.close();
    }
    Scratch.delete(folder);
  }

  /** Appends one record. */
  @Benchmark
  public int append() throws IOException {
    SegmentWriter open = segment();
    int bytes = open.frame(calls.next());
    if (++framed >= group) {
      framed = 0;
      open.write();
    }
    return bytes;
  }

  private SegmentWriter segment() throws IOException {
    Spool in = Objects.requireNonNull(spool, "spool");
    SegmentWriter open = segment;
    if (open != null && open.bytes() < SEGMENT_BYTES) {
      return open;
    }
    if (open != null) {
      SealedSegment sealed = in.seal(open);
      if (sealed != null) {
        in.delete(sealed);
      }
    }
    SegmentWriter next = in.begin();
    segment = next;
    return next;
  }
}
