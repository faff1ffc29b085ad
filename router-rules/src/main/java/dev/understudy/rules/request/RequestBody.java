package dev.understudy.rules.request;

import org.jspecify.annotations.Nullable;

/**
 * What rules may ask about a request's JSON body. Whatever the body does not say is null.
 *
 * @param model the model asked for
 * @param user the end user named: {@code user}, {@code safety_identifier} or {@code
 *     metadata.user_id}
 * @param session the conversation named: {@code metadata.session_id}
 * @param stream whether the answer is to be streamed
 * @param maxTokens the most tokens the answer may have
 * @param temperature the sampling temperature
 * @param messages how many messages the conversation has; 0 where there are none
 * @param tools how many tools the model may call
 * @param tokens an estimate of the prompt's tokens: a quarter of the body's bytes
 * @param state what binds the request to state at its upstream or lets it act on the world, such as
 *     {@code previous_response_id}; null where nothing does
 */
public record RequestBody(
    @Nullable String model,
    @Nullable String user,
    @Nullable String session,
    boolean stream,
    @Nullable Long maxTokens,
    @Nullable Double temperature,
    int messages,
    int tools,
    long tokens,
    @Nullable String state) {
  /**
   * What the bytes of a body say, read in one pass; null where they are not one JSON object in
   * UTF-8. Never throws, whatever the bytes. A member of another type than expected says nothing,
   * of one given twice the last counts, and state counts wherever it stands. What a client asks of
   * the responses API without {@code store: false} is kept at the upstream, so its state is {@code
   * store}.
   *
   * @param json the whole body, without any content coding
   * @param path the request's path, in which Azure names the model
   */
  public static @Nullable RequestBody read(byte[] json, String path) {
    return RequestBodyReader.read(json, path);
  }

  /** Never who asked. */
  @Override
  public String toString() {
    return "RequestBody[model=" + model + ", stream=" + stream + ", tokens=" + tokens + "]";
  }
}
