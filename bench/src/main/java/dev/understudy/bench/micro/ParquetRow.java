package dev.understudy.bench.micro;

import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.sink.parquet.ExchangeRow;
import dev.understudy.sink.parquet.TableFileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
 * What one row of Parquet costs, zstd and the file's footer included: a file is finished every
 * 8,192 rows. The wire was read before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ParquetRow {
  private static final int ROWS_OF_A_FILE = 8_192;
  private static final int ROWS = 2_048;

  /** Which calls. */
  @Param public Shape shape = Shape.HTTP_1K;

  private final Path folder = Scratch.folder();
  private List<ExchangeRow> rows = List.of();
  private @Nullable TableFileWriter file;
  private int written;
  private int next;

  /** Reads the calls off the wire. */
  @Setup(Level.Trial)
  public void make() {
    SampleCalls calls = new SampleCalls(shape);
    WireReader reader = WireReader.withTokenEstimates();
    rows =
        Stream.generate(calls::next)
            .limit(ROWS)
            .map((Exchange exchange) -> new ExchangeRow(exchange, reader.read(exchange)))
            .toList();
  }

  /** Closes and removes the files. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
    Scratch.delete(folder);
  }

  /** Writes one row. */
  @Benchmark
  public void write() throws IOException {
    TableFileWriter open = file;
    if (open == null) {
      Path path = folder.resolve("bench.parquet");
      Files.deleteIfExists(path);
      open = TableFileWriter.create(path, Table.EXCHANGES, "bench", "segment");
      file = open;
    }
    open.write(rows.get(next));
    next = (next + 1) % ROWS;
    if (++written % ROWS_OF_A_FILE == 0) {
      open.close();
      file = null;
    }
  }
}
