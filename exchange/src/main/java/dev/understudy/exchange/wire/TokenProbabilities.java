package dev.understudy.exchange.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How sure a model was of its answer, by the log probabilities of its tokens as {@link
 * dev.understudy.exchange.Answer#logprobs} holds them: an object with the arrays {@code content}
 * and {@code refusal}, whose elements have a {@code logprob} (chat, responses), or {@code
 * token_logprobs}, numbers themselves (completions).
 *
 * @param tokens how many tokens' probabilities are known, at least 1
 * @param mean the arithmetic mean of the tokens' probabilities, in [0, 1]
 * @param geometricMean their geometric mean, in [0, 1]: the answer's probability, free of its
 *     length
 */
public record TokenProbabilities(long tokens, double mean, double geometricMean) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Means on their way. */
  private static final class Means {
    private double sum;
    private double logSum;
    private long count;

    void add(double logProbability) {
      double bounded = Math.min(0, logProbability); // providers round a certain token above 0
      sum += Math.exp(bounded);
      logSum += bounded;
      count++;
    }

    @Nullable TokenProbabilities value() {
      return count == 0
          ? null
          : new TokenProbabilities(count, sum / count, Math.exp(logSum / count));
    }
  }

  /**
   * The probabilities of the answer's tokens: of {@code content}, else of {@code token_logprobs},
   * else of {@code refusal}; null where there is none of them, or the text is not such JSON. Of
   * other candidates for a token nothing is read. Takes time in proportion to the text.
   */
  public static @Nullable TokenProbabilities of(@Nullable String logprobs) {
    if (logprobs == null) {
      return null;
    }
    Means content = new Means();
    Means legacy = new Means();
    Means refusal = new Means();
    try (JsonParser json = JSON.createParser(logprobs)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "content" -> objects(json, content);
          case "refusal" -> objects(json, refusal);
          case "token_logprobs" -> numbers(json, legacy);
          default -> json.skipChildren();
        }
      }
    } catch (IOException notJson) {
      return null;
    }
    TokenProbabilities first = content.value() != null ? content.value() : legacy.value();
    return first != null ? first : refusal.value();
  }

  private static void objects(JsonParser json, Means means) throws IOException {
    if (!json.isExpectedStartArrayToken()) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        json.skipChildren();
        continue;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = json.currentName().equals("logprob");
        if (json.nextToken().isNumeric() && wanted) {
          means.add(json.getDoubleValue());
        } else {
          json.skipChildren();
        }
      }
    }
  }

  private static void numbers(JsonParser json, Means means) throws IOException {
    if (!json.isExpectedStartArrayToken()) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken().isNumeric()) {
        means.add(json.getDoubleValue());
      } else {
        json.skipChildren();
      }
    }
  }
}
