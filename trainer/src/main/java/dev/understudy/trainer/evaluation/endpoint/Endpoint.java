package dev.understudy.trainer.evaluation.endpoint;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A model that is asked over HTTP.
 *
 * @param name what messages call it, such as {@code the judge}
 * @param baseUrl what stands before {@code /chat/completions}, such as {@code
 *     https://api.openai.com/v1}
 * @param model the model's name
 * @param keyVariable the environment variable that holds the key, or null where none is needed
 * @param temperature at which it answers, at least 0
 * @param answerTokens the most tokens of an answer, at least 1
 * @param tellsLogprobs whether it is asked for the log probabilities of its tokens
 * @param timeout of one call
 * @param pause before a call is tried again; doubled each time, longer where the endpoint says so
 */
public record Endpoint(
    String name,
    URI baseUrl,
    String model,
    @Nullable String keyVariable,
    double temperature,
    int answerTokens,
    boolean tellsLogprobs,
    Duration timeout,
    Duration pause) {
  private static final String COMPLETIONS = "chat/completions";

  public Endpoint {
    String scheme = baseUrl.getScheme();
    if ((!"http".equals(scheme) && !"https".equals(scheme)) || baseUrl.getHost() == null) {
      throw new IllegalArgumentException(
          "%s's URL begins with http:// or https:// and a host".formatted(name));
    }
    if (model.isBlank()) {
      throw new IllegalArgumentException("%s needs a model".formatted(name));
    }
    if (!(temperature >= 0) || temperature == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s's temperature must be at least 0, got %s", name, temperature));
    }
    if (answerTokens < 1) {
      throw new IllegalArgumentException(
          "%s's answers need at least one token, got %d".formatted(name, answerTokens));
    }
  }

  /** Where it is asked: the base URL itself where that names the completions. */
  URI completions() {
    String base = baseUrl.toString();
    String stripped = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return URI.create(
        stripped.endsWith("/" + COMPLETIONS) ? stripped : stripped + "/" + COMPLETIONS);
  }
}
