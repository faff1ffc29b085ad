package dev.understudy.exchange;

import org.jspecify.annotations.Nullable;

/**
 * What was answered, read from a response's body, streamed or not: both read to the same value.
 * Whatever the response did not say is null.
 *
 * @param model the model that served
 * @param output the answer's text; with several choices those of choice 0
 * @param toolCalls the tool calls as a JSON array in OpenAI's shape ({@code id}, {@code type},
 *     {@code function.name}, {@code function.arguments})
 * @param choices all choices as a JSON array where there is more than one, else null
 * @param finishReason why the answer ended, in the provider's own word
 * @param logprobs the token log probabilities as JSON, as the provider sent them, joined over a
 *     stream
 * @param usage the tokens taken
 * @param error the error the body carried, in a stream or alone: its type, code or message kind,
 *     never content
 */
public record Answer(
    @Nullable String model,
    @Nullable String output,
    @Nullable String toolCalls,
    @Nullable String choices,
    @Nullable String finishReason,
    @Nullable String logprobs,
    @Nullable Usage usage,
    @Nullable String error) {
  /** Never the content. */
  @Override
  public String toString() {
    return "Answer[model=" + model + ", finishReason=" + finishReason + "]";
  }
}
