package dev.understudy.diff.drift;

import org.jspecify.annotations.Nullable;

/**
 * By what requests hang together, as far as it was recorded.
 *
 * @param session the conversation, or null
 * @param user the user's pseudonym, or null
 * @param bucket of the sticky key, taken before anything was redacted, or null
 */
public record RequestKeys(
    @Nullable String session, @Nullable String user, @Nullable Double bucket) {
  /** Nothing is known. */
  public static final RequestKeys NONE = new RequestKeys(null, null, null);

  /** Never who asked. */
  @Override
  public String toString() {
    return "RequestKeys";
  }
}
