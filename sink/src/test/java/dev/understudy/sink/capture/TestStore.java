package dev.understudy.sink.capture;

import dev.understudy.sink.parquet.ExchangeRows;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;

/**
 * A kind of store that a test and the processes it starts open alike. Its class is named to those
 * processes: it has a constructor without arguments.
 */
public interface TestStore {
  /** Opens the store of that place. */
  Store open(String place) throws IOException;

  /** A folder; the place is its path. */
  final class InAFolder implements TestStore {
    @Override
    public Store open(String place) throws IOException {
      return FolderStore.open(Path.of(place));
    }
  }

  /** The request ids of all rows of all tables. */
  static List<String> requestIds(Store store, Path scratch) throws IOException {
    List<String> ids = new ArrayList<>();
    Path copy = scratch.resolve("copy.parquet");
    for (StoredFile file : store.list("")) {
      try (InputStream in = Channels.newInputStream(store.open(file.name()))) {
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      try (Stream<GenericRecord> rows = ExchangeRows.read(copy)) {
        rows.forEach(row -> ids.add(row.get("request_id").toString()));
      }
    }
    return ids;
  }
}
