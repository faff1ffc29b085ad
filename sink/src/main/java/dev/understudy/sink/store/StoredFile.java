package dev.understudy.sink.store;

import java.time.Instant;
import java.util.Objects;

/**
 * A finished file as a store listed it.
 *
 * @param name its name in the store
 * @param bytes its size
 * @param modifiedAt when it was put or last replaced, by the store's clock
 * @param version names this content of it, for {@link Store#replaceFileIf}; opaque, and of another
 *     kind than {@link Versioned#version()}
 */
public record StoredFile(String name, long bytes, Instant modifiedAt, String version) {
  public StoredFile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(modifiedAt, "modifiedAt");
    Objects.requireNonNull(version, "version");
  }
}
