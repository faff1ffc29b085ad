package dev.understudy.trainer.evaluation.command;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.trainer.evaluation.asked.AskedEndpoint;
import dev.understudy.trainer.evaluation.endpoint.Budget;
import dev.understudy.trainer.evaluation.endpoint.Endpoint;
import dev.understudy.trainer.evaluation.endpoint.Unavailable;
import dev.understudy.trainer.evaluation.recorded.InputPrompt;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads from the command line which endpoints are asked, and how. */
final class EndpointWords {
  static final List<String> KEYS =
      List.of(
          "model",
          "temperature",
          "prompt",
          "key",
          "answer_tokens",
          "logprobs",
          "at_once",
          "calls",
          "tokens",
          "timeout");

  private static final int MOST_CALLS = 10_000;
  private static final int MOST_TOKENS = 10_000_000;

  private EndpointWords() {}

  /** Reads one; whatever it says is checked. */
  static Named read(String words) {
    Named named = Named.read(words, KEYS);
    if (!named.isUrl()) {
      throw new IllegalArgumentException(
          "expected a URL, such as https://api.openai.com/v1, got '%s'".formatted(named.place()));
    }
    if (named.setting("model") == null) {
      throw new IllegalArgumentException(
          "'%s' needs a model: add ,model=NAME".formatted(named.place()));
    }
    endpoint(named);
    named.count("at_once", 1);
    budget(named);
    return named;
  }

  /** What reports call it: its name, or else its model's. */
  static String name(Named named) {
    String name = named.name();
    return name == null ? named.setting("model", "") : name;
  }

  private static Endpoint endpoint(Named named) {
    return new Endpoint(
        name(named),
        URI.create(named.place()),
        named.setting("model", ""),
        named.setting("key"),
        named.number("temperature", 0),
        (int) named.count("answer_tokens", 1024),
        Boolean.parseBoolean(named.setting("logprobs", "false")),
        Duration.ofSeconds(named.count("timeout", 60)),
        Duration.ofSeconds(1));
  }

  /**
   * What asks it.
   *
   * @param record keeps what is answered
   * @param labels reads labels of answers, or null where they are none
   */
  static AskedEndpoint asked(Named named, Path record, @Nullable LabelReader labels)
      throws IOException, Unavailable {
    return new AskedEndpoint(
        endpoint(named),
        new AskedEndpoint.Settings(
            record, prompt(named), labels, (int) named.count("at_once", 4), budget(named)),
        System::getenv);
  }

  /** The prompt that is to be used, or null to ask as the test does. */
  static @Nullable InputPrompt prompt(Named named) throws IOException {
    String file = named.setting("prompt");
    return file == null ? null : InputPrompt.read(Path.of(file));
  }

  private static Budget budget(Named named) {
    return new Budget(named.count("calls", MOST_CALLS), named.count("tokens", MOST_TOKENS));
  }
}
