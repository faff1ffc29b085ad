package dev.understudy.sink.parquet;

import dev.understudy.sink.parquet.pages.PagedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.util.function.Consumer;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column of text in a Parquet file, whoever wrote it. Of the file no more is read
 * than that column.
 */
public final class TextColumn {
  private TextColumn() {}

  /**
   * Hands on each row's value in order, null where it has none. Whoever opened the channel closes
   * it.
   *
   * @throws IOException if that is no whole Parquet file, or has no such column
   */
  public static void read(
      SeekableByteChannel file, String column, Consumer<@Nullable String> values)
      throws IOException {
    try (PagedFile pages = PagedFile.open(file)) {
      FileMetaData told = pages.footer().getFileMetaData();
      MessageType all = told.getSchema();
      if (!all.containsField(column)) {
        throw new IOException("has no column " + column);
      }
      MessageType wanted = new MessageType(all.getName(), all.getType(column));
      for (int i = 0; i < pages.footer().getBlocks().size(); i++) {
        PageReadStore rows = pages.pages(i, wanted);
        read(
            new ColumnReadStoreImpl(rows, new Unused(), wanted, told.getCreatedBy()),
            rows.getRowCount(),
            wanted,
            values);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      throw new IOException("damaged Parquet file: " + e.getMessage(), e);
    }
  }

  private static void read(
      ColumnReadStoreImpl rows, long count, MessageType wanted, Consumer<@Nullable String> values) {
    ColumnDescriptor descriptor = wanted.getColumns().get(0);
    ColumnReader column = rows.getColumnReader(descriptor);
    for (long i = count; i > 0; i--) {
      boolean isNull = column.getCurrentDefinitionLevel() < descriptor.getMaxDefinitionLevel();
      values.accept(isNull ? null : column.getBinary().toStringUsingUTF8());
      column.consume();
    }
  }

  /** The reader wants to know where values could go; they are asked for one by one. */
  private static final class Unused extends GroupConverter {
    @Override
    public Converter getConverter(int field) {
      return new PrimitiveConverter() {};
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
