package dev.understudy.trainer.example;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where an example came from.
 *
 * @param requestId the captured request (UUIDv7), or the identifier of an example that was made
 * @param source the name of the corpus source that selected it
 * @param receivedAtMicros when the request arrived, in microseconds since 1970 UTC
 * @param route the gateway's route
 * @param app the application, or null
 * @param user the user's pseudonym, or null
 * @param session the conversation, or null
 * @param tags free facts from the client, in the order of their names
 * @param upstream who answered
 * @param model the model that answered, as it called itself, or null
 * @param api the API that was spoken, such as {@code chat}
 */
public record Origin(
    String requestId,
    String source,
    long receivedAtMicros,
    String route,
    @Nullable String app,
    @Nullable String user,
    @Nullable String session,
    Map<String, String> tags,
    String upstream,
    @Nullable String model,
    String api) {
  public Origin {
    Objects.requireNonNull(requestId, "requestId");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(upstream, "upstream");
    Objects.requireNonNull(api, "api");
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }
}
