package dev.understudy.rules;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines one upstream sets for itself; null where it says nothing and the gateway's own
 * holds.
 *
 * @param connect for opening a connection
 * @param firstByte from the request's start to the first byte of the answer
 * @param idle between two bytes of the answer
 * @param total for the whole exchange; {@link Duration#ZERO} for no such deadline ({@code none})
 */
public record TimeoutOverrides(
    @Nullable Duration connect,
    @Nullable Duration firstByte,
    @Nullable Duration idle,
    @Nullable Duration total) {
  /** Says nothing. */
  public static final TimeoutOverrides NONE = new TimeoutOverrides(null, null, null, null);
}
