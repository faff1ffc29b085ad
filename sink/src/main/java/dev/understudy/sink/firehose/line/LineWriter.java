package dev.understudy.sink.firehose.line;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.Columns;
import dev.understudy.sink.parquet.TableRow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of one table as lines of JSON, one object each: the columns by their names, in the
 * schema's order, columns that are null left out. Times are text in UTC, {@code 2026-01-31
 * 07:15:00.123456}, a form that Hive's and OpenX's readers of JSON take for a timestamp. One
 * thread.
 */
public final class LineWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonRow json;
  private final Columns columns;

  /** A writer for rows of that table. */
  public LineWriter(Table table) {
    json = new JsonRow(GlueTable.of(table));
    columns = Columns.of(table, json);
  }

  /** Writes the whole row. The stream stays open. */
  public void write(TableRow row, String recordId, OutputStream out) throws IOException {
    write(row, recordId, null, out);
  }

  /**
   * Writes the row without its large columns, but with the place where the whole line lies. What is
   * written is always small enough to be sent. The stream stays open.
   */
  public void writeClaim(TableRow row, String recordId, String claim, OutputStream out)
      throws IOException {
    write(row, recordId, claim, out);
  }

  private void write(TableRow row, String recordId, @Nullable String claim, OutputStream out)
      throws IOException {
    try (JsonGenerator generator =
        JSON.createGenerator(out, JsonEncoding.UTF8)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      generator.writeStartObject();
      generator.writeStringField(GlueTable.RECORD_ID, recordId);
      json.to(generator, claim != null);
      row.write(columns);
      if (claim != null) {
        generator.writeStringField(GlueTable.CLAIM, claim);
      }
      generator.writeEndObject();
      generator.writeRaw('\n');
    } catch (UncheckedIOException e) {
      throw e.getCause() == null ? new IOException(e) : e.getCause();
    }
  }
}
