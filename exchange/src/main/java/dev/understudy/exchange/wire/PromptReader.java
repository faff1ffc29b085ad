package dev.understudy.exchange.wire;

import dev.understudy.exchange.Prompt;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was asked from a request's JSON. The APIs name the same settings alike or by names of
 * their own, so one walk reads them all; of a member given twice, the last counts.
 */
final class PromptReader {
  private final Api api;
  private @Nullable String model;
  private @Nullable Double temperature;
  private @Nullable Double topP;
  private @Nullable Long maxTokens;
  private @Nullable Long maxCompletionTokens;
  private @Nullable Boolean stream;
  private @Nullable String user;
  private @Nullable String safetyIdentifier;
  private @Nullable String metadataUser;
  private @Nullable String instructions;
  private @Nullable String messages;
  private Conversation conversation = new Conversation();

  private PromptReader(Api api) {
    this.api = api;
  }

  /**
   * What was asked, or null where the bytes do not begin like a JSON object. Of a request that is
   * cut off, what came before the cut; its conversation only if that was whole.
   *
   * @param path the request's path, in which Azure names the model
   */
  static @Nullable Prompt read(Api api, byte[] bytes, String path) {
    PromptReader reader = new PromptReader(api);
    try (Json json = new Json(bytes, AnswerBody.contentStart(bytes), bytes.length)) {
      if (!json.enterObject()) {
        return null;
      }
      reader.readMembers(json);
    } catch (IOException cutOrBroken) {
      // What was read before the broken place counts.
    }
    return reader.prompt(path);
  }

  private void readMembers(Json json) throws IOException {
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "model" -> model = json.text();
        case "temperature" -> temperature = json.number();
        case "top_p" -> topP = json.number();
        case "max_tokens" -> maxTokens = json.whole();
        case "max_completion_tokens", "max_output_tokens" -> maxCompletionTokens = json.whole();
        case "stream" -> stream = json.truth();
        case "user" -> user = json.text();
        case "safety_identifier" -> safetyIdentifier = json.text();
        case "metadata" -> readMetadata(json);
        case "system", "instructions" -> instructions = Conversation.readContent(json);
        case "messages", "prompt", "input" -> readConversation(field, json);
        default -> json.skip();
      }
    }
  }

  private void readMetadata(Json json) throws IOException {
    if (!json.isObject()) {
      json.skip();
      return;
    }
    for (String field; (field = json.field()) != null; ) {
      if (field.equals("user_id")) {
        metadataUser = json.text();
      } else {
        json.skip();
      }
    }
  }

  private void readConversation(String field, Json json) throws IOException {
    if (!field.equals(conversationMember())) {
      json.skip();
      return;
    }
    int start = json.start();
    Conversation read = new Conversation();
    if (api == Api.COMPLETIONS || api == Api.EMBEDDINGS) {
      read.readTexts(json);
    } else {
      read.readTurns(json);
    }
    messages = json.slice(start, json.end());
    conversation = read;
  }

  private String conversationMember() {
    return switch (api) {
      case CHAT, MESSAGES -> "messages";
      case COMPLETIONS -> "prompt";
      case EMBEDDINGS, RESPONSES -> "input";
    };
  }

  private Prompt prompt(String path) {
    String who = user != null ? user : safetyIdentifier != null ? safetyIdentifier : metadataUser;
    return new Prompt(
        model != null ? model : azureDeployment(path),
        temperature,
        topP,
        maxCompletionTokens != null ? maxCompletionTokens : maxTokens,
        stream,
        who,
        messages,
        conversation.rendered(instructions));
  }

  /** The name in {@code /openai/deployments/NAME/...}. */
  private static @Nullable String azureDeployment(String path) {
    String before = "/deployments/";
    int at = path.indexOf(before);
    if (at < 0) {
      return null;
    }
    int from = at + before.length();
    int to = path.indexOf('/', from);
    return to > from ? path.substring(from, to) : null;
  }
}
