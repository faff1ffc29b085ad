package dev.understudy.exchange;

import org.jspecify.annotations.Nullable;

/**
 * What was asked, read from a request's body. Whatever the request did not say is null.
 *
 * @param model the model asked for
 * @param temperature the sampling temperature
 * @param topP the nucleus sampling share
 * @param maxTokens the most tokens the answer may have
 * @param stream whether the answer was to be streamed
 * @param user the end user the application named (OpenAI's {@code user} or {@code
 *     safety_identifier}, Anthropic's {@code metadata.user_id})
 * @param messages the conversation or input exactly as it stood in the request: the JSON text of
 *     {@code messages}, {@code prompt} or {@code input}
 * @param input the text of the conversation as a person would read it
 */
public record Prompt(
    @Nullable String model,
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Long maxTokens,
    @Nullable Boolean stream,
    @Nullable String user,
    @Nullable String messages,
    @Nullable String input) {
  /** Never the content. */
  @Override
  public String toString() {
    return "Prompt[model=" + model + ", stream=" + stream + "]";
  }
}
