package dev.understudy.trainer.corpus;

import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.rows.Footer;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.sink.parquet.rows.RowReader;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.store.place.StorePlace;
import dev.understudy.sink.table.Hours;
import dev.understudy.sink.table.TableFiles;
import dev.understudy.trainer.run.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the files of a table in a store and reads them row by row. */
public final class CaptureFiles {
  private CaptureFiles() {}

  /**
   * The files that make up a table now.
   *
   * @throws IOException if the store cannot be listed; the message names it and the remedy
   */
  public static List<CaptureFile> list(StorePlace place, Table table, Hours hours)
      throws IOException {
    List<CaptureFile> files = new ArrayList<>();
    Store store = OpenStores.at(place.toString());
    for (StoredFile file : TableFiles.of(store, table, hours).files()) {
      files.add(
          new CaptureFile(place.toString(), table, file.name(), file.bytes(), file.version()));
    }
    return List.copyOf(files);
  }

  /**
   * Looks a file over, before anything is made of it.
   *
   * @throws UnreadableCaptures if it cannot be read or is of another table
   */
  static CapturedInput check(CaptureFile file, Set<String> required) {
    Store store = OpenStores.at(file.place());
    try (SeekableByteChannel channel = store.open(file.name())) {
      Footer footer = Footer.read(channel);
      Set<String> missing = new TreeSet<>(required);
      missing.removeIf(footer.columns()::containsField);
      if (!missing.isEmpty()) {
        throw new UnreadableCaptures(
            ("%s: is no file of the table %s, it lacks the columns %s; move it out of the captures,"
                    + " or name another folder")
                .formatted(file.shown(), file.table().word(), String.join(", ", missing)));
      }
      return new CapturedInput(file.name(), file.bytes(), footer.rows(), checksum(file, channel));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** How many rows a file has, by its footer. */
  static long rowsIn(CaptureFile file) {
    try (SeekableByteChannel channel = OpenStores.at(file.place()).open(file.name())) {
      return Footer.read(channel).rows();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static String checksum(CaptureFile file, SeekableByteChannel channel) throws IOException {
    if (StorePlace.parse(file.place()) instanceof StorePlace.Bucket) {
      return "etag:" + file.version();
    }
    channel.position(0);
    return "sha256:" + Sha256.of(Channels.newInputStream(channel));
  }

  /**
   * The rows of a file, one after another; to be closed where they are not read to the end.
   *
   * @param columns those to be read
   * @param reader what is made of a row, at once: the next takes its place
   * @throws UnreadableCaptures where it breaks off, then or later
   */
  public static <T> Rows<T> rows(CaptureFile file, Set<String> columns, Function<Row, T> reader) {
    try {
      RowReader rows = RowReader.open(OpenStores.at(file.place()).open(file.name()), columns);
      return new Rows<>(file, rows, reader);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static UnreadableCaptures unreadable(CaptureFile file, IOException e) {
    String remedy =
        e instanceof NoSuchFileException
            ? "is gone: captures were merged or expired meanwhile; run the job again"
            : "cannot be read ("
                + e.getMessage()
                + "); move it out of the captures to go on"
                + " without it";
    return new UnreadableCaptures(file.shown() + ": " + remedy, e);
  }

  /** Rows being read. Closes itself at the end, and where it breaks off. */
  public static final class Rows<T> implements Iterator<T>, Closeable {
    private final CaptureFile file;
    private final RowReader rows;
    private final Function<Row, T> reader;
    private @Nullable T ahead;
    private boolean ended;

    Rows(CaptureFile file, RowReader rows, Function<Row, T> reader) {
      this.file = file;
      this.rows = rows;
      this.reader = reader;
    }

    @Override
    public boolean hasNext() {
      if (ahead == null && !ended) {
        ahead = read();
        ended = ahead == null;
      }
      return ahead != null;
    }

    private @Nullable T read() {
      boolean goesOn = false;
      try {
        Row row = rows.next();
        T read = row == null ? null : reader.apply(row);
        goesOn = row != null;
        return read;
      } catch (IOException e) {
        throw unreadable(file, e);
      } catch (IllegalArgumentException e) {
        throw unreadable(file, new IOException(e.getMessage(), e));
      } finally {
        if (!goesOn) {
          close();
        }
      }
    }

    @Override
    public void close() {
      try {
        rows.close();
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }

    @Override
    public T next() {
      T next = hasNext() ? ahead : null;
      if (next == null) {
        throw new NoSuchElementException();
      }
      ahead = null;
      return next;
    }
  }
}
