package dev.understudy.rules.preview;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.rules.request.RequestBody;
import dev.understudy.rules.request.RequestFacts;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One captured request as rules see it.
 *
 * @param id its id
 * @param receivedMicros when it arrived, in microseconds since 1970
 * @param method the HTTP method
 * @param path the path without the query
 * @param headers those recorded headers that rules ask for, by name in lower case
 * @param body what its body says, or null where that is no JSON object
 * @param json the text of all of its body, or null where that is no JSON object or was not kept
 *     whole
 * @param bodyKept whether the body is in the captures as it was
 * @param inputTokens tokens of the prompt, or 0
 * @param outputTokens tokens of the answer, or 0
 * @param hasTokens whether tokens were counted
 * @param rulesVersion the version of the rules it was served under, or null
 * @param route the name of the route it was served by
 * @param bucket its bucket there, or null
 */
record CapturedRequest(
    UUID id,
    long receivedMicros,
    String method,
    String path,
    Map<String, String> headers,
    @Nullable RequestBody body,
    @Nullable String json,
    boolean bodyKept,
    long inputTokens,
    long outputTokens,
    boolean hasTokens,
    @Nullable String rulesVersion,
    String route,
    @Nullable Double bucket)
    implements RequestFacts {
  @Override
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  @Override
  public boolean bodyRead() {
    return true;
  }

  @Override
  public byte @Nullable [] bytes() {
    return json == null ? null : json.getBytes(UTF_8);
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "CapturedRequest[id=" + id + ", route=" + route + "]";
  }
}
