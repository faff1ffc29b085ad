package dev.understudy.gateway.config;

import dev.understudy.rules.yaml.Durations;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the gateway ends.
 *
 * @param delay how long new calls are served after the gateway was told to end, while it says that
 *     it is not ready
 * @param deadline how long calls in flight may take to finish after that
 */
public record ShutdownSettings(Duration delay, Duration deadline) {
  /** No delay, and half a minute for calls in flight. */
  public static final ShutdownSettings DEFAULT =
      new ShutdownSettings(Duration.ZERO, Duration.ofSeconds(30));

  static ShutdownSettings read(Section in) {
    return new ShutdownSettings(
        in.value("delay", Scalar.DURATION_OR_ZERO, DEFAULT.delay),
        in.value("deadline", Scalar.DURATION_OR_ZERO, DEFAULT.deadline));
  }

  Map<String, Object> written() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("delay", Durations.write(delay));
    keys.put("deadline", Durations.write(deadline));
    return keys;
  }
}
