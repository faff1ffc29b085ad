package dev.understudy.trainer.filter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How sure a model was of its answer, by the log probabilities of its tokens as captures hold them:
 * an object with the arrays {@code content} and {@code refusal}, whose elements have a {@code
 * logprob} (chat, responses), or {@code token_logprobs}, numbers themselves (completions).
 */
public final class Confidence {
  private static final JsonFactory JSON = new JsonFactory();

  private Confidence() {}

  /** A mean on its way. */
  private static final class Mean {
    private double sum;
    private long count;

    void add(double logProbability) {
      // Providers round: a certain token may come a little above 0.
      sum += Math.exp(Math.min(0, logProbability));
      count++;
    }

    @Nullable Double value() {
      return count == 0 ? null : (Double) (sum / count);
    }
  }

  /**
   * The mean probability of the answer's tokens, in [0, 1]: of {@code content}, else of {@code
   * token_logprobs}, else of {@code refusal}; null where there is none of them, or the text is not
   * such JSON. Of other candidates for a token nothing is read. Takes time in proportion to the
   * text.
   */
  public static @Nullable Double of(@Nullable String logprobs) {
    if (logprobs == null) {
      return null;
    }
    Mean content = new Mean();
    Mean legacy = new Mean();
    Mean refusal = new Mean();
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
    Double first = content.value() != null ? content.value() : legacy.value();
    return first != null ? first : refusal.value();
  }

  private static void objects(JsonParser json, Mean mean) throws IOException {
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
          mean.add(json.getDoubleValue());
        } else {
          json.skipChildren();
        }
      }
    }
  }

  private static void numbers(JsonParser json, Mean mean) throws IOException {
    if (!json.isExpectedStartArrayToken()) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken().isNumeric()) {
        mean.add(json.getDoubleValue());
      } else {
        json.skipChildren();
      }
    }
  }
}
