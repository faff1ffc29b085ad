package dev.understudy.sink.parquet.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.TableLayout;
import dev.understudy.sink.parquet.TextColumn;
import dev.understudy.sink.parquet.rows.Footer;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.sink.parquet.rows.RowReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of some rows, damaged anywhere: each is read, or refused with an IOException. */
class RandomDamageTest {
  private static final int FILES = 500;
  private static final long MOST_BYTES = 64L * 1024 * 1024; // of a file of some 10 kB
  private static final int[] EXTREMES = {-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30, 0};
  private static final byte[][] VARINTS = {
    {-1, -1, -1, -1, 15}, {-1, -1, -1, -1, 7}, {-2, -1, -1, -1, 15}, {-1, -1, -1, 127}
  };

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "EXCHANGES, ", "COMPARISONS, ", "FEEDBACK, ",
    "EXCHANGES, PARQUET_1_0", "COMPARISONS, PARQUET_1_0", "FEEDBACK, PARQUET_1_0",
    "EXCHANGES, PARQUET_2_0", "COMPARISONS, PARQUET_2_0", "FEEDBACK, PARQUET_2_0"
  })
  void damageIsReadOverOrRefused(Table table, @Nullable WriterVersion as) throws IOException {
    Path file = folder.resolve("rows.parquet");
    if (as == null) {
      Samples.ours(file, table);
    } else {
      Samples.others(file, table, as);
    }
    byte[] whole = Files.readAllBytes(file);
    assertThat(rows(file)).isEqualTo(Samples.ROWS);

    int refused = 0;
    for (int seed = 0; seed < FILES; seed++) {
      Files.write(file, damaged(whole, new Random(seed)));
      refused += refusals(file, table, seed);
    }

    assertThat(refused).isPositive();
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(bytes.length - 5);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> putInt(bytes, at, EXTREMES[random.nextInt(EXTREMES.length)]);
        case 3 -> putInt(bytes, at, random.nextInt());
        default -> {
          byte[] varint = VARINTS[random.nextInt(VARINTS.length)];
          System.arraycopy(varint, 0, bytes, at, varint.length);
        }
      }
    }
    return bytes;
  }

  private static void putInt(byte[] bytes, int at, int value) {
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[at + i] = (byte) (value >>> (8 * i));
    }
  }

  private interface Reading {
    void read() throws IOException;
  }

  private static int refusals(Path file, Table table, int seed) {
    Type first = TableLayout.of(table).columns().getFields().get(0);
    return refusal(seed, () -> rows(file))
        + refusal(seed, () -> footer(file))
        + refusal(seed, () -> column(file, first.getName()));
  }

  private static int refusal(int seed, Reading reading) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    int refused = 0;
    try {
      reading.read();
    } catch (IOException expected) {
      refused = 1;
    } catch (RuntimeException | Error e) {
      fail("seed " + seed, e);
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
        .as("bytes taken for seed %d", seed)
        .isLessThan(MOST_BYTES);
    return refused;
  }

  private static int rows(Path file) throws IOException {
    int count = 0;
    try (RowReader rows = RowReader.open(Files.newByteChannel(file))) {
      Set<String> columns =
          rows.footer().columns().getFields().stream()
              .map(Type::getName)
              .collect(Collectors.toSet());
      for (Row row = rows.next(); row != null; row = rows.next()) {
        columns.forEach(row::text);
        columns.forEach(row::number);
        count++;
      }
    }
    assertThat(count).isLessThanOrEqualTo(Samples.ROWS * 100);
    return count;
  }

  private static void footer(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      Footer.read(channel).origin();
    }
  }

  private static void column(Path file, String name) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      TextColumn.read(channel, name, any -> {});
    }
  }
}
