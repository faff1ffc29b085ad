package dev.understudy.gateway.config;

import dev.understudy.rules.TimeoutOverrides;
import dev.understudy.rules.yaml.Durations;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of one call to an upstream; all longer than zero.
 *
 * @param connect for opening a connection
 * @param firstByte from the request's start to the first byte of the answer
 * @param idle between two bytes of the answer
 * @param total for the whole exchange, or null for no such deadline
 */
public record Timeouts(
    Duration connect, Duration firstByte, Duration idle, @Nullable Duration total) {
  /** Patient enough for models that think before they speak. */
  public static final Timeouts DEFAULT =
      new Timeouts(Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofMinutes(5), null);

  /** These deadlines, save those the upstream sets for itself. */
  public Timeouts with(TimeoutOverrides own) {
    return new Timeouts(
        own.connect() != null ? own.connect() : connect,
        own.firstByte() != null ? own.firstByte() : firstByte,
        own.idle() != null ? own.idle() : idle,
        own.total() == null ? total : own.total().isZero() ? null : own.total());
  }

  static Timeouts read(Section in) {
    return new Timeouts(
        in.value("connect", Scalar.DURATION, DEFAULT.connect),
        in.value("first_byte", Scalar.DURATION, DEFAULT.firstByte),
        in.value("idle", Scalar.DURATION, DEFAULT.idle),
        in.valueOrNone("total", Scalar.DURATION, DEFAULT.total));
  }

  Map<String, Object> written() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("connect", Durations.write(connect));
    keys.put("first_byte", Durations.write(firstByte));
    keys.put("idle", Durations.write(idle));
    keys.put("total", total == null ? "none" : Durations.write(total));
    return keys;
  }
}
