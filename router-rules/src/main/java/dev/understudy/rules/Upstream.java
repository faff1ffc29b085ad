package dev.understudy.rules;

import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model's server that requests can be sent to.
 *
 * @param name its name in rules, columns and metrics
 * @param url its base URL: http or https, a host, perhaps a port and a path without a trailing
 *     slash
 * @param timeouts the deadlines it sets for itself
 * @param model the model's name to put in place of the client's, or null to keep the client's
 * @param credentials what it is sent to prove who asks, or null for the usual: the client's for a
 *     teacher, none for a student
 * @param headers names in lower case of client headers that it gets as a student beside the usual
 *     few; never one that carries credentials
 * @param price what it costs, or null where that is not known
 * @param mayTrain whether its terms allow training on its answers, or null where nobody said
 */
public record Upstream(
    String name,
    URI url,
    TimeoutOverrides timeouts,
    @Nullable String model,
    @Nullable Credentials credentials,
    Set<String> headers,
    @Nullable Price price,
    @Nullable MayTrain mayTrain) {
  /** The name of the upstream that is given at start, beside any rules. */
  public static final String TEACHER = "teacher";

  public Upstream {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(timeouts, "timeouts");
    headers = Set.copyOf(headers);
  }

  /** The upstream that is given at start. */
  public static Upstream teacher(URI url) {
    return at(TEACHER, url, TimeoutOverrides.NONE);
  }

  /** An upstream of which no more than its place and deadlines is told. */
  public static Upstream at(String name, URI url, TimeoutOverrides timeouts) {
    return new Upstream(name, url, timeouts, null, null, Set.of(), null, null);
  }
}
