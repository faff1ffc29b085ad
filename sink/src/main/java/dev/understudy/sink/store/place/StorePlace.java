package dev.understudy.sink.store.place;

import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.s3.S3Location;
import dev.understudy.sink.store.s3.S3Settings;
import dev.understudy.sink.store.s3.S3Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/** Where a store is, as people write it: the path of a folder, or {@code s3://bucket/prefix}. */
public sealed interface StorePlace {

  /**
   * Opens the store as the environment says: for S3, with the endpoint and region that stand there
   * and a staging folder among the system's temporary files. The caller closes it.
   *
   * @throws IOException if it cannot be used; the message names it and the remedy
   */
  Store open() throws IOException;

  /**
   * Opens the store to read what is there, which leaves no trace in it. The caller closes it.
   *
   * @throws IOException if there is none; the message names it
   */
  Store openForReading() throws IOException;

  /**
   * Opens the store. The caller closes it.
   *
   * @param staging the folder where files for S3 are written before they are put; a folder has its
   *     own
   * @param settings how S3 is reached; a folder has no use for them
   * @throws IOException if it cannot be used; the message names it and the remedy
   */
  Store open(Path staging, S3Settings settings) throws IOException;

  /**
   * Reads what people write.
   *
   * @throws IllegalArgumentException if it is neither; the message says what is wrong
   */
  static StorePlace parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "store must be a folder or s3://bucket/prefix, got nothing");
    }
    if (S3Location.isMeant(text)) {
      return new Bucket(S3Location.parse(text));
    }
    if (Folder.SCHEME.matcher(text).lookingAt()) {
      throw new IllegalArgumentException(
          "store must be a folder or s3://bucket/prefix, got '" + text + "'");
    }
    return new Folder(Path.of(text));
  }

  /**
   * A folder.
   *
   * @param folder its path
   */
  record Folder(Path folder) implements StorePlace {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");

    public Folder {
      Objects.requireNonNull(folder, "folder");
    }

    @Override
    public Store open() throws IOException {
      return FolderStore.open(folder);
    }

    @Override
    public Store openForReading() throws IOException {
      return FolderStore.forReading(folder);
    }

    @Override
    public Store open(Path staging, S3Settings settings) throws IOException {
      return open();
    }

    /** The path. */
    @Override
    public String toString() {
      return folder.toString();
    }
  }

  /**
   * A bucket of S3, or a part of one.
   *
   * @param location which
   */
  record Bucket(S3Location location) implements StorePlace {
    public Bucket {
      Objects.requireNonNull(location, "location");
    }

    @Override
    public Store open() throws IOException {
      S3Settings settings;
      try {
        settings = S3Settings.ofEnvironment(System.getenv());
      } catch (IllegalArgumentException e) {
        throw new IOException(
            "store %s: in the environment, %s".formatted(location, e.getMessage()), e);
      }
      String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9_-]", "_");
      return open(
          Path.of(System.getProperty("java.io.tmpdir"), "understudy-staging-" + user), settings);
    }

    @Override
    public Store openForReading() throws IOException {
      return open();
    }

    @Override
    public Store open(Path staging, S3Settings settings) throws IOException {
      return S3Store.open(location, settings, staging);
    }

    /** As people write it. */
    @Override
    public String toString() {
      return location.toString();
    }
  }
}
