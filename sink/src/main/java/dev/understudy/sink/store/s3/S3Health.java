package dev.understudy.sink.store.s3;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How S3 fares, and fared since the store was opened.
 *
 * @param breaker the breaker's state: {@code closed} when all is well, {@code open} while nothing
 *     is asked, {@code half_open} while one call tries
 * @param puts files and objects put, in one request or in parts
 * @param putBytes their bytes
 * @param retries attempts after the first of a call
 * @param failures calls that brought nothing after all their attempts, by kind; every kind is
 *     present
 * @param problem the last failure's message, or null where a call went well since
 */
public record S3Health(
    String breaker,
    long puts,
    long putBytes,
    long retries,
    Map<FailureKind, Long> failures,
    @Nullable String problem) {
  public S3Health {
    Objects.requireNonNull(breaker, "breaker");
    EnumMap<FailureKind, Long> all = new EnumMap<>(FailureKind.class);
    for (FailureKind kind : FailureKind.values()) {
      all.put(kind, failures.getOrDefault(kind, 0L));
    }
    failures = Collections.unmodifiableMap(all);
  }
}
