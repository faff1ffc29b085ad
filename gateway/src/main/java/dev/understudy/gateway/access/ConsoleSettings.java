package dev.understudy.gateway.access;

import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the console shows to whom, and where browsers find it.
 *
 * @param prompts the least role that sees captured texts
 * @param url where browsers find the admin port, without a path, or null for where they called it
 */
public record ConsoleSettings(Role prompts, @Nullable URI url) {
  /** Judges see captured texts. */
  public static final ConsoleSettings DEFAULT = new ConsoleSettings(Role.JUDGE, null);

  private static final Scalar<URI> ORIGIN =
      Scalar.BASE_URL.where(
          url -> url.getRawPath() == null || url.getRawPath().isEmpty(), "must have no path");

  static ConsoleSettings read(Section in) {
    return new ConsoleSettings(
        in.value("prompts", Scalar.word(Role.class), DEFAULT.prompts),
        in.valueOrNull("url", ORIGIN));
  }

  Map<String, Object> written() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("prompts", prompts.word());
    if (url != null) {
      keys.put("url", url.toString());
    }
    return keys;
  }
}
