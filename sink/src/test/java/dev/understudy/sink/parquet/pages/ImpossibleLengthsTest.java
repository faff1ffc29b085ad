package dev.understudy.sink.parquet.pages;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.TableLayout;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.sink.parquet.rows.RowReader;
import dev.understudy.sink.parquet.rows.RowWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process that ends when memory is short, as gateways do, reads files of one column that tell of
 * more than they hold.
 */
class ImpossibleLengthsTest {
  private static final int HUGE = Integer.MAX_VALUE - 16;

  /** What a file tells that cannot be, in a page's header or the footer, and how it is refused. */
  private record Lie(
      String name, Consumer<PageHeader> header, Consumer<FileMetaData> footer, String refused) {
    static Lie ofPage(String name, Consumer<PageHeader> header, String refused) {
      return new Lie(name, header, footer -> {}, refused);
    }

    static Lie ofColumn(String name, Consumer<ColumnMetaData> column, String refused) {
      return new Lie(name, header -> {}, footer -> column.accept(column(footer)), refused);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Lie> lies() {
    return Stream.of(
        Lie.ofPage(
            "a page's bytes",
            header -> header.setUncompressed_page_size(HUGE),
            "column model_requested, a page's bytes at byte 27: expected 9, found 2147483631"),
        Lie.ofPage(
            "a page's bytes in the file",
            header -> header.setCompressed_page_size(HUGE),
            "column model_requested, a page's bytes in the file at byte 4: expected 0 to "),
        Lie.ofPage(
            "values of a dictionary",
            header -> requireNonNull(header.getDictionary_page_header()).setNum_values(HUGE),
            "column model_requested, the dictionary at byte "),
        Lie.ofColumn(
            "bytes of a column",
            column -> column.setTotal_compressed_size(1L << 31),
            "model_requested's bytes in the file at byte "),
        Lie.ofColumn(
            "more bytes of a column than any file has",
            column -> column.setTotal_compressed_size(1L << 60),
            "model_requested's bytes in the file at byte "),
        Lie.ofColumn(
            "place of a column",
            column -> {
              column.setDictionary_page_offset(1L << 40);
              column.setData_page_offset(1L << 40);
            },
            "model_requested's place in the file at byte "),
        new Lie(
            "rows",
            header -> {},
            footer -> group(footer).setNum_rows(Long.MAX_VALUE),
            "model_requested's number of values at byte "));
  }

  private static RowGroup group(FileMetaData footer) {
    return requireNonNull(footer.getRow_groups()).get(0);
  }

  private static ColumnMetaData column(FileMetaData footer) {
    return requireNonNull(requireNonNull(group(footer).getColumns()).get(0).getMeta_data());
  }

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("lies")
  void aLengthThatCannotBeIsRefused(Lie lie) throws Exception {
    Path file = written();
    Files.write(file, told(Files.readAllBytes(file), lie));

    String said = readInAProcessThatEndsWhenMemoryIsShort(file);

    assertThat(said).startsWith("not a whole Parquet file: ").contains(lie.refused);
  }

  @Test
  void aFileThatTellsTheTruthIsRead() throws Exception {
    assertThat(readInAProcessThatEndsWhenMemoryIsShort(written())).isEqualTo("40 rows");
  }

  private Path written() throws IOException {
    Path all = folder.resolve("all.parquet");
    Path one = folder.resolve("one.parquet");
    Samples.ours(all, Table.EXCHANGES);
    TableLayout layout = TableLayout.of(Table.EXCHANGES);
    MessageType columns = new MessageType("exchange", layout.columns().getType("model_requested"));
    try (RowReader rows = RowReader.open(Files.newByteChannel(all), Set.of("model_requested"));
        RowWriter writer = RowWriter.create(one, columns, layout)) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        writer.write(row);
      }
      writer.finish(Map.of());
    }
    return one;
  }

  /** The file as it would be if its writer had told that. */
  private static byte[] told(byte[] whole, Lie lie) throws IOException {
    int tail = whole.length - 8;
    int footerAt = tail - ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(tail);
    ByteArrayInputStream chunk = new ByteArrayInputStream(whole, 4, footerAt - 4);
    PageHeader header = Util.readPageHeader(chunk);
    int length = footerAt - 4 - chunk.available();
    FileMetaData footer =
        Util.readFileMetaData(new ByteArrayInputStream(whole, footerAt, tail - footerAt));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(whole, 0, 4);
    lie.header.accept(header);
    Util.writePageHeader(header, out);
    int more = out.size() - 4 - length;
    out.write(whole, 4 + length, footerAt - 4 - length);
    ColumnMetaData column = column(footer);
    column.setData_page_offset(column.getData_page_offset() + more);
    column.setTotal_compressed_size(column.getTotal_compressed_size() + more);
    lie.footer.accept(footer);
    int at = out.size();
    Util.writeFileMetaData(footer, out);
    ByteBuffer end = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    out.write(end.putInt(out.size() - at).put(whole, whole.length - 4, 4).array());
    return out.toByteArray();
  }

  private static String readInAProcessThatEndsWhenMemoryIsShort(Path file) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    Reader.class.getName(),
                    file.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("status, having said %s", said).isZero();
    return said;
  }

  /** What the process runs: says how many rows there are, or why the file is refused. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] arguments) {
      Path file = Path.of(arguments[0]);
      int count = 0;
      try (RowReader rows = RowReader.open(Files.newByteChannel(file))) {
        for (Row row = rows.next(); row != null; row = rows.next()) {
          count++;
        }
        System.out.print(count + " rows");
      } catch (IOException refused) {
        System.out.print(refused.getMessage());
      }
    }
  }
}
