package dev.understudy.sink.firehose.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.understudy.sink.firehose.line.GlueTable;
import dev.understudy.sink.parquet.TextColumn;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files that a delivery stream put somewhere: JSON lines, plain or gzipped, or Parquet. What a
 * file is, its first bytes tell.
 */
final class ArrivedRecords {
  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] PARQUET = {'P', 'A', 'R', '1'};
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  /** Lines too large to be sent, which may lie in the same place; and what is not finished. */
  private static final Pattern PASSED_OVER =
      Pattern.compile("(?:.*/)?(?:[._].*|claims/(?:exchanges|comparisons|feedback)/date=.*)");

  private final Store store;
  private final List<String> problems = new ArrayList<>();

  ArrivedRecords(Store store) {
    this.store = store;
  }

  /**
   * Hands on the id of every record in every file.
   *
   * @throws IOException if the files cannot be listed
   */
  void read(Consumer<String> ids) throws IOException {
    for (StoredFile file : store.list("")) {
      if (!PASSED_OVER.matcher(file.name()).matches()) {
        Named named = new Named(ids);
        try (SeekableByteChannel channel = store.open(file.name())) {
          read(channel, named);
        } catch (IOException e) {
          problems.add(
              "%s: cannot be read behind its %d records: %s"
                  .formatted(file.name(), named.count, e.getMessage()));
        }
        if (named.without > 0) {
          problems.add("%s: %d records have no record_id".formatted(file.name(), named.without));
        }
      }
    }
  }

  /** A line for each file that could not be read whole, saying which and why. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  private static void read(SeekableByteChannel channel, Consumer<@Nullable String> ids)
      throws IOException {
    ByteBuffer first = ByteBuffer.allocate(PARQUET.length);
    while (first.hasRemaining() && channel.read(first) >= 0) {}
    channel.position(0);
    byte[] magic = Arrays.copyOf(first.array(), first.position());
    if (Arrays.equals(magic, PARQUET)) {
      TextColumn.read(channel, GlueTable.RECORD_ID, ids);
      return;
    }
    InputStream in = Channels.newInputStream(channel);
    boolean gzip = magic.length > 2 && magic[0] == GZIP[0] && magic[1] == GZIP[1];
    readJson(gzip ? new GZIPInputStream(in, 64 * 1024) : in, ids);
  }

  private static void readJson(InputStream in, Consumer<@Nullable String> ids) throws IOException {
    try (JsonParser parser = JSON.createParser(in)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token != JsonToken.START_OBJECT) {
          throw new IOException("expected a JSON object for each record, found " + token);
        }
        String id = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          boolean isId = parser.currentName().equals(GlueTable.RECORD_ID);
          if (parser.nextToken() == JsonToken.VALUE_STRING && isId) {
            id = parser.getText();
          } else {
            parser.skipChildren();
          }
        }
        ids.accept(id);
      }
    }
  }

  /** Counts records, and hands on the ids of those that have one. */
  private static final class Named implements Consumer<@Nullable String> {
    private final Consumer<String> ids;
    private long count;
    private long without;

    Named(Consumer<String> ids) {
      this.ids = ids;
    }

    @Override
    public void accept(@Nullable String id) {
      count++;
      if (id == null) {
        without++;
      } else {
        ids.accept(id);
      }
    }
  }
}
