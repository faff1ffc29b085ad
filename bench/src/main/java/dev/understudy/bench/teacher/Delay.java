package dev.understudy.bench.teacher;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long the stub lets a request wait before its answer begins.
 *
 * @param time how long, or null for ever: the stub takes requests and stays silent
 */
public record Delay(@Nullable Duration time) {
  /** Answers at once. */
  public static final Delay NONE = new Delay(Duration.ZERO);

  /** Never answers. */
  public static final Delay FOREVER = new Delay(null);

  private static final String NEVER = "never";

  /** The word for the command line, such as {@code 500} (milliseconds) or {@code never}. */
  public String word() {
    return Optional.ofNullable(time).map(some -> Long.toString(some.toMillis())).orElse(NEVER);
  }

  /** The delay of that word. */
  public static Delay of(String word) {
    return word.equals(NEVER) ? FOREVER : new Delay(Duration.ofMillis(Long.parseLong(word)));
  }
}
