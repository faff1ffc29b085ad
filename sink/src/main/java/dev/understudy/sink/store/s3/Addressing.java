package dev.understudy.sink.store.s3;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where a request names its bucket. */
public enum Addressing {
  /** In the path where an own endpoint is set, else in the host's name. */
  AUTO,
  /** In the path: {@code https://endpoint/bucket/key}. */
  PATH,
  /** In the host's name: {@code https://bucket.endpoint/key}. */
  VIRTUAL_HOST;

  boolean isPath(@Nullable URI endpoint) {
    return switch (this) {
      case AUTO -> endpoint != null;
      case PATH -> true;
      case VIRTUAL_HOST -> false;
    };
  }
}
