package dev.understudy.sink.inspect;

import dev.understudy.exchange.Table;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.table.Hours;
import dev.understudy.sink.table.TableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A store's files, fetched into a folder that only this user can read. The folder goes when this is
 * closed, and also where the process is told to end before.
 */
final class FetchedShelf implements Shelf {
  private static final int MOST_LOOKS = 100;

  private final Store store;
  private final Scope scope;
  private final Consumer<String> notes;
  private final Path folder;
  private final Thread removal;
  private final Map<StoredFile, Path> fetched = new HashMap<>();

  private FetchedShelf(Store store, Scope scope, Consumer<String> notes, Path folder) {
    this.store = store;
    this.scope = scope;
    this.notes = notes;
    this.folder = folder;
    this.removal = new Thread(this::removeQuietly, "understudy-fetched");
  }

  /** A shelf for what the scope covers, fetched when it is asked for; the caller closes it. */
  static FetchedShelf open(Store store, Scope scope, Consumer<String> notes) throws IOException {
    Path folder = Files.createTempDirectory("understudy-captures-"); // for its owner alone
    FetchedShelf shelf = new FetchedShelf(store, scope, notes, folder);
    Runtime.getRuntime().addShutdownHook(shelf.removal);
    return shelf;
  }

  @Override
  public List<Path> files(Table table) throws IOException {
    Hours hours = scope.hours().get(table);
    if (hours == null) {
      return List.of();
    }
    for (int i = 1; i < MOST_LOOKS; i++) {
      try {
        return fetch(table, TableFiles.of(store, table, hours).files());
      } catch (NoSuchFileException mergedMeanwhile) {
        // once more; what was fetched is kept
      }
    }
    return fetch(table, TableFiles.of(store, table, hours).files());
  }

  /** Those of a table's files, fetched where they were not yet. */
  List<Path> fetch(Table table, List<StoredFile> files) throws IOException {
    List<StoredFile> missing = files.stream().filter(file -> !fetched.containsKey(file)).toList();
    if (!missing.isEmpty()) {
      notes.accept(
          "fetching %,d files of %s, %s, from %s"
              .formatted(
                  missing.size(),
                  table.word(),
                  Figures.bytes(missing.stream().mapToLong(StoredFile::bytes).sum()),
                  store.location()));
    }
    for (StoredFile file : missing) {
      fetched.put(file, fetch(file));
    }
    List<Path> local = new ArrayList<>();
    for (StoredFile file : files) {
      local.add(Objects.requireNonNull(fetched.get(file)));
    }
    return local;
  }

  private Path fetch(StoredFile file) throws IOException {
    Path target = folder.resolve(file.name()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("name leaves the store: " + file.name());
    }
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    Files.deleteIfExists(target); // of another version
    try (InputStream in = Channels.newInputStream(store.open(file.name()))) {
      Files.copy(in, target);
    }
    return target;
  }

  @Override
  public String shown(Path file) {
    return store.location() + "/" + folder.relativize(file).toString().replace('\\', '/');
  }

  @Override
  public String location() {
    return store.location();
  }

  @Override
  public boolean isWhole(Table table) {
    return scope.isWhole(table);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(removal);
    } catch (IllegalStateException endingAlready) {
      return; // the hook does it
    }
    removeQuietly();
  }

  private void removeQuietly() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      notes.accept(folder + ": remains, delete it: " + e.getMessage());
    }
  }
}
