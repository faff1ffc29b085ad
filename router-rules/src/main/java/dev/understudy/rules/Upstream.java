package dev.understudy.rules;

import java.net.URI;
import java.util.Objects;

/**
 * A model's server that requests can be sent to.
 *
 * @param name its name in rules, columns and metrics
 * @param url its base URL: http or https, a host, perhaps a port and a path without a trailing
 *     slash
 * @param timeouts the deadlines it sets for itself
 */
public record Upstream(String name, URI url, TimeoutOverrides timeouts) {
  /** The name of the upstream that is given at start, beside any rules. */
  public static final String TEACHER = "teacher";

  public Upstream {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(timeouts, "timeouts");
  }

  /** The upstream that is given at start. */
  public static Upstream teacher(URI url) {
    return new Upstream(TEACHER, url, TimeoutOverrides.NONE);
  }
}
