package dev.understudy.gateway.config;

import dev.understudy.rules.yaml.Durations;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.time.Duration;
import java.util.Map;

/**
 * How the gateway ends.
 *
 * @param deadline how long calls in flight may take to finish after the gateway was told to end
 */
public record ShutdownSettings(Duration deadline) {
  /** Half a minute for calls in flight. */
  public static final ShutdownSettings DEFAULT = new ShutdownSettings(Duration.ofSeconds(30));

  static ShutdownSettings read(Section in) {
    return new ShutdownSettings(in.value("deadline", Scalar.DURATION_OR_ZERO, DEFAULT.deadline));
  }

  Map<String, Object> written() {
    return Map.of("deadline", Durations.write(deadline));
  }
}
