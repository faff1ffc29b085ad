package dev.understudy.gateway.upstream;

import dev.understudy.gateway.config.Timeouts;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an upstream's requests go, how long they may take and what they carry.
 *
 * @param origin where
 * @param timeouts how long
 * @param clientCredentials whether the client's own credentials go along
 * @param authorization the gateway's own value for {@code Authorization}, or null
 * @param model the model's name to put in place of the client's when it is asked as a student, or
 *     null to keep the client's
 * @param mayTrain whether its terms allow training on its answers, a word for the records, or null
 * @param headers names in lower case of client headers it gets as a student beside the usual few
 */
public record Destination(
    Origin origin,
    Timeouts timeouts,
    boolean clientCredentials,
    @Nullable String authorization,
    @Nullable String model,
    @Nullable String mayTrain,
    Set<String> headers) {
  public Destination {
    headers = Set.copyOf(headers);
  }

  /** Who, never with what. */
  @Override
  public String toString() {
    return "Destination[" + origin.name() + ", " + origin.authority() + "]";
  }
}
