package dev.understudy.sink.parquet.rows;

import dev.understudy.sink.parquet.Origin;
import dev.understudy.sink.parquet.pages.PagedFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;

/**
 * What a file's footer tells.
 *
 * @param columns the columns it has
 * @param rows how many rows it holds now
 * @param metadata what else its writer noted
 */
public record Footer(MessageType columns, long rows, Map<String, String> metadata) {
  private static final String ERASED = "understudy.erased";
  private static final String REPLACES = "understudy.replaces";

  public Footer {
    Objects.requireNonNull(columns, "columns");
    metadata = Map.copyOf(metadata);
  }

  /** Reads it from a stored file; the caller closes the channel. */
  public static Footer read(SeekableByteChannel channel) throws IOException {
    try (PagedFile file = PagedFile.open(channel)) {
      return of(file.footer());
    }
  }

  static Footer of(ParquetMetadata footer) {
    return new Footer(
        footer.getFileMetaData().getSchema(),
        footer.getBlocks().stream().mapToLong(BlockMetaData::getRowCount).sum(),
        footer.getFileMetaData().getKeyValueMetaData());
  }

  /** Where its rows came from; that of a compacted file tells nothing. */
  public Origin origin() {
    return Origin.of(metadata);
  }

  /** How many of its rows were erased since it was first put. */
  public long erased() {
    String erased = metadata.getOrDefault(ERASED, "");
    return erased.matches("\\d{1,18}") ? Long.parseLong(erased) : 0;
  }

  /**
   * The files whose place it takes, all of its folder; none for a file that a gateway put.
   *
   * @throws IOException if the list cannot be read
   */
  public List<Replaced> replaces() throws IOException {
    return Replaced.read(metadata.getOrDefault(REPLACES, "[]"));
  }

  /** The notes of a file that has fewer rows, so many more being erased. */
  public static Map<String, String> noteErased(Footer before, long more) {
    Map<String, String> notes = new HashMap<>(before.metadata());
    notes.put(ERASED, Long.toString(before.erased() + more));
    return notes;
  }

  /** The notes of a file that takes the place of those. */
  public static Map<String, String> noteReplaces(List<Replaced> replaced) {
    return Map.of(REPLACES, Replaced.write(replaced));
  }
}
