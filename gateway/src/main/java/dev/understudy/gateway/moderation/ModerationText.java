package dev.understudy.gateway.moderation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.gateway.output.Moderation.Verdict;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What OpenAI's moderations are asked and say (API reference, "Create moderation"): {@code input}
 * is a text or a list of them, {@code results} has as many objects, each with the member {@code
 * flagged}.
 */
final class ModerationText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ModerationText() {}

  /**
   * The request's body.
   *
   * @param model the model to ask, or null for the moderator's own
   */
  static Buffer asked(@Nullable String model, List<String> texts) {
    JsonObject body = new JsonObject();
    if (model != null) {
      body.put("model", model);
    }
    return body.put("input", texts.size() == 1 ? texts.get(0) : new JsonArray(texts)).toBuffer();
  }

  /** What an answer's body says of so many texts. */
  static Verdict said(byte[] body, int texts) {
    JsonNode results;
    try {
      results = JSON.readTree(body).path("results");
    } catch (IOException | StackOverflowError foreign) {
      return Verdict.UNKNOWN;
    }
    if (results.size() != texts) {
      return Verdict.UNKNOWN;
    }
    boolean flagged = false;
    for (JsonNode result : results) {
      if (!result.path("flagged").isBoolean()) {
        return Verdict.UNKNOWN;
      }
      flagged |= result.path("flagged").booleanValue();
    }
    return flagged ? Verdict.FLAGGED : Verdict.FINE;
  }
}
