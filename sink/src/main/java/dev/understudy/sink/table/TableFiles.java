package dev.understudy.sink.table;

import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.rows.Footer;
import dev.understudy.sink.parquet.rows.Replaced;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files that make up a table now. While small files are merged, or where that was broken off, a
 * row may lie in two files; here each row is in exactly one.
 *
 * @param files those that hold the table's rows, in the order of their names
 * @param replaced those whose rows one of the others holds: they are about to be deleted, and to be
 *     passed over
 */
public record TableFiles(List<StoredFile> files, List<StoredFile> replaced) {
  private static final Pattern UNFINISHED = Pattern.compile("(?:^|/)[._]");
  private static final int MOST_LOOKS = 100;

  public TableFiles {
    files = List.copyOf(files);
    replaced = List.copyOf(replaced);
  }

  /**
   * Looks which files there are. One of them may be merged into another and be gone by the time it
   * is opened: look anew then.
   *
   * @param hours files of other hours are left out; those outside of the folders of hours are not,
   *     unless both ends are given
   */
  public static TableFiles of(Store store, Table table, Hours hours) throws IOException {
    List<String> dates = hours.dates();
    if (dates.isEmpty()) {
      return in(store, table.word() + "/", hours);
    }
    List<StoredFile> files = new ArrayList<>();
    List<StoredFile> replaced = new ArrayList<>();
    for (String date : dates) {
      TableFiles some = in(store, table.word() + "/" + date, hours);
      files.addAll(some.files);
      replaced.addAll(some.replaced);
    }
    return new TableFiles(files, replaced);
  }

  /** The same for one folder of a table. */
  public static TableFiles of(Store store, Partition partition) throws IOException {
    return in(store, partition.folder(), Hours.ALL);
  }

  private static TableFiles in(Store store, String prefix, Hours hours) throws IOException {
    return untilNoneIsGone(() -> lookIn(store, prefix, hours));
  }

  private static TableFiles lookIn(Store store, String prefix, Hours hours) throws IOException {
    Map<String, List<StoredFile>> folders =
        Listing.of(store, prefix).stream()
            .filter(file -> isFinished(file.name()))
            .filter(file -> hours.all() || Partition.of(file.name()).map(hours::touch).orElse(true))
            .collect(
                Collectors.groupingBy(
                    file -> folder(file.name()), TreeMap::new, Collectors.toList()));
    List<StoredFile> files = new ArrayList<>();
    List<StoredFile> replaced = new ArrayList<>();
    for (List<StoredFile> folder : folders.values()) {
      // one alone takes the place of none that is there: no need to look into it
      Set<String> names = folder.size() > 1 ? replacedBy(store, folder).keySet() : Set.of();
      for (StoredFile file : folder) {
        (names.contains(file.name()) ? replaced : files).add(file);
      }
    }
    return new TableFiles(files, replaced);
  }

  /**
   * How a file stands in the list of one that took its place, whether it is still there or not;
   * empty where none did.
   *
   * @param name the file's name in the store
   */
  public static Optional<Replaced> replacing(Store store, String name) throws IOException {
    return Optional.ofNullable(replacedIn(store, folder(name)).get(name));
  }

  /**
   * All files of a folder whose place another took, whether they are still there or not, by their
   * names in the store.
   */
  public static Map<String, Replaced> replacedIn(Store store, String folder) throws IOException {
    return untilNoneIsGone(
        () -> replacedBy(store, Listing.of(store, folder + CompactedName.PREFIX)));
  }

  /** Looks anew where a file that was listed was merged into another before it could be opened. */
  private static <T> T untilNoneIsGone(Look<T> look) throws IOException {
    for (int i = 1; i < MOST_LOOKS; i++) {
      try {
        return look.look();
      } catch (NoSuchFileException mergedMeanwhile) {
        // once more
      }
    }
    return look.look();
  }

  private interface Look<T> {
    T look() throws IOException;
  }

  private static Map<String, Replaced> replacedBy(Store store, List<StoredFile> files)
      throws IOException {
    Map<String, Replaced> all = new TreeMap<>();
    for (StoredFile file : files) {
      if (CompactedName.is(file.name())) {
        for (Replaced each : footer(store, file.name()).replaces()) {
          all.put(folder(file.name()) + each.file(), each);
        }
      }
    }
    return all;
  }

  /** What the footer of a stored file tells. */
  public static Footer footer(Store store, String name) throws IOException {
    try (SeekableByteChannel file = store.open(name)) {
      return Footer.read(file);
    } catch (NoSuchFileException gone) {
      throw gone;
    } catch (IOException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  private static String folder(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  /** Names that begin with a dot or an underscore are somebody's unfinished work. */
  static boolean isFinished(String name) {
    return name.endsWith(".parquet") && !UNFINISHED.matcher(name).find();
  }
}
