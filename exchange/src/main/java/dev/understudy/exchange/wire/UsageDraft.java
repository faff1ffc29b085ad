package dev.understudy.exchange.wire;

import dev.understudy.exchange.Usage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The tokens taken, as the provider tells them; where it tells them twice, the later word counts.
 */
final class UsageDraft {
  private @Nullable Long input;
  private @Nullable Long output;
  private @Nullable Long cached;
  private @Nullable Long reasoning;

  /** Anthropic counts the tokens written to its cache apart from the others. */
  private @Nullable Long cacheWritten;

  /** Reads the {@code usage} of OpenAI's APIs. */
  void readOpenAi(Json json) throws IOException {
    if (!json.isObject()) {
      json.skip();
      return;
    }
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "prompt_tokens", "input_tokens" -> input = count(json, input);
        case "completion_tokens", "output_tokens" -> output = count(json, output);
        case "prompt_tokens_details", "input_tokens_details" ->
            cached = detail(json, "cached_tokens", cached);
        case "completion_tokens_details", "output_tokens_details" ->
            reasoning = detail(json, "reasoning_tokens", reasoning);
        default -> json.skip();
      }
    }
  }

  /**
   * Reads the {@code usage} of Anthropic's API. Its {@code input_tokens} leave out what was read
   * from or written to the cache; {@link #usage} adds them up, so that input means the same for all
   * providers.
   */
  void readAnthropic(Json json) throws IOException {
    if (!json.isObject()) {
      json.skip();
      return;
    }
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "input_tokens" -> input = count(json, input);
        case "output_tokens" -> output = count(json, output);
        case "cache_read_input_tokens" -> cached = count(json, cached);
        case "cache_creation_input_tokens" -> cacheWritten = count(json, cacheWritten);
        default -> json.skip();
      }
    }
  }

  /** Forgets the answer's tokens: what a stream's first event says of them is not their number. */
  void forgetOutput() {
    output = null;
  }

  /** OpenAI's way of counting: cached tokens are among the input's. */
  @Nullable Usage usage() {
    return input == null && output == null
        ? null
        : new Usage(input, output, cached, reasoning, false);
  }

  /** Anthropic's way of counting: cached tokens come on top of the input's. */
  @Nullable Usage anthropicUsage() {
    Long all =
        input == null
            ? null
            : (Long)
                (input + (cached == null ? 0 : cached) + (cacheWritten == null ? 0 : cacheWritten));
    return all == null && output == null ? null : new Usage(all, output, cached, reasoning, false);
  }

  private static @Nullable Long detail(Json json, String name, @Nullable Long before)
      throws IOException {
    Long found = before;
    if (!json.isObject()) {
      json.skip();
      return found;
    }
    for (String field; (field = json.field()) != null; ) {
      if (field.equals(name)) {
        found = count(json, found);
      } else {
        json.skip();
      }
    }
    return found;
  }

  private static @Nullable Long count(Json json, @Nullable Long before) throws IOException {
    Long count = json.whole();
    return count != null && count >= 0 ? count : before;
  }
}
