package dev.understudy.rules;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a route's requests.
 *
 * @param sample the share of requests whose exchanges are recorded, each dealt by its id
 * @param optOut whether a client may keep one request out of the records by a header
 * @param redact what is taken out of records, or null for what the gateway takes out of all
 */
public record Recording(Share sample, boolean optOut, @Nullable Redaction redact) {
  /** Everything. */
  public static final Recording USUAL = new Recording(Share.ALL, false, null);

  public Recording {
    Objects.requireNonNull(sample, "sample");
  }
}
