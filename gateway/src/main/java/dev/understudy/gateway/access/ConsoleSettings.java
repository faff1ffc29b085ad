package dev.understudy.gateway.access;

import dev.understudy.rules.yaml.ByteSizes;
import dev.understudy.rules.yaml.Durations;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the console shows to whom, and where browsers find it.
 *
 * @param prompts the least role that sees captured texts
 * @param memoryBytes the most memory for what was captured lately
 * @param refresh how often is looked what other gateways stored, or null for once, at the start
 * @param url where browsers find the admin port, without a path, or null for where they called it
 */
public record ConsoleSettings(
    Role prompts, long memoryBytes, @Nullable Duration refresh, @Nullable URI url) {
  private static final long MIB = 1024 * 1024;

  /** Judges see captured texts. */
  public static final ConsoleSettings DEFAULT =
      new ConsoleSettings(Role.JUDGE, 64 * MIB, Duration.ofMinutes(1), null);

  private static final Scalar<Duration> REFRESH =
      Scalar.DURATION.where(
          time ->
              time.compareTo(Duration.ofSeconds(1)) >= 0 && time.compareTo(Duration.ofDays(1)) <= 0,
          "must be within [1s, 1d]");

  private static final Scalar<URI> ORIGIN =
      Scalar.BASE_URL.where(
          url -> url.getRawPath() == null || url.getRawPath().isEmpty(), "must have no path");

  static ConsoleSettings read(Section in) {
    return new ConsoleSettings(
        in.value("prompts", Scalar.word(Role.class), DEFAULT.prompts),
        in.value("memory", Scalar.bytes(MIB, 64 * 1024 * MIB), DEFAULT.memoryBytes),
        in.valueOrNone("refresh", REFRESH, DEFAULT.refresh),
        in.valueOrNull("url", ORIGIN));
  }

  Map<String, Object> written() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("prompts", prompts.word());
    keys.put("memory", ByteSizes.write(memoryBytes));
    keys.put("refresh", refresh == null ? "none" : Durations.write(refresh));
    if (url != null) {
      keys.put("url", url.toString());
    }
    return keys;
  }
}
