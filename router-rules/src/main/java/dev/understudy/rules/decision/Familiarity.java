package dev.understudy.rules.decision;

import org.jspecify.annotations.Nullable;

/** Tells which requests a student was trained for. Any thread may ask. */
@FunctionalInterface
public interface Familiarity {
  /** Of a student of which nothing is known. */
  Familiarity NONE = (body, path) -> Withheld.UNTRAINED_SHAPE;

  /**
   * Why the student was never trained for a request, one of the reasons that begin with {@code
   * UNTRAINED}; null where it was. Never throws, whatever the bytes.
   *
   * @param body the whole body, {@value Learned#MOST_BYTES} bytes at most; not to be changed
   * @param path the request's path, without the query
   */
  @Nullable Withheld lacking(byte[] body, String path);
}
