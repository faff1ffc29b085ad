package dev.understudy.rules.request;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what rules ask about from a request's JSON in one pass. Of a member given twice the last
 * counts, but whatever binds to state or acts counts wherever it stands.
 */
final class RequestBodyReader {
  private static final int BYTES_PER_TOKEN = 4;

  private final JsonWalk json;
  private final boolean isResponses;
  private @Nullable String model;
  private @Nullable String user;
  private @Nullable String safetyIdentifier;
  private @Nullable String metadataUser;
  private @Nullable String session;
  private boolean stream;
  private @Nullable Long maxTokens;
  private @Nullable Long maxCompletionTokens;
  private @Nullable Double temperature;
  private int messages;
  private int input;
  private int tools;
  private int functions;
  private boolean keepsNothing;
  private @Nullable String state;

  private RequestBodyReader(JsonWalk json, String path) {
    this.json = json;
    this.isResponses = ApiPath.isResponses(path);
  }

  /** See {@link RequestBody#read}. */
  static @Nullable RequestBody read(byte[] bytes, String path) {
    try (JsonWalk json = JsonWalk.into(bytes)) {
      RequestBodyReader reader = new RequestBodyReader(json, path);
      reader.readMembers();
      json.end();
      return reader.body(bytes.length, path);
    } catch (IOException notAnObject) {
      return null; // what the method answers then
    }
  }

  private void readMembers() throws IOException {
    for (String name; (name = json.member()) != null; ) {
      switch (name) {
        case "model" -> model = json.text();
        case "user" -> user = json.text();
        case "safety_identifier" -> safetyIdentifier = json.text();
        case "metadata" -> readMetadata();
        case "stream" -> stream = readTruth();
        case "max_tokens" -> maxTokens = readWhole();
        case "max_completion_tokens", "max_output_tokens" -> maxCompletionTokens = readWhole();
        case "temperature" -> temperature = json.number();
        case "messages" -> messages = readConversation();
        case "input" -> input = readConversation();
        case "tools" -> tools = readTools();
        case "functions" -> functions = countElements();
        case "store" -> readStore();
        case "previous_response_id",
            "conversation",
            "background",
            "web_search_options",
            "container",
            "data_sources",
            "search_parameters" ->
            readState(name);
        case "mcp_servers" -> {
          if (countElements() > 0) {
            state = name;
          }
        }
        case "prompt" -> readPrompt();
        case "attachments", "system", "file_ids" -> readFileIds(name);
        default -> json.skip();
      }
    }
  }

  private RequestBody body(int bytes, String path) {
    String who = user != null ? user : safetyIdentifier != null ? safetyIdentifier : metadataUser;
    return new RequestBody(
        model != null ? model : ApiPath.deployment(path),
        who,
        session,
        stream,
        maxCompletionTokens != null ? maxCompletionTokens : maxTokens,
        temperature,
        isResponses ? input : messages,
        tools + functions,
        bytes / BYTES_PER_TOKEN,
        state == null && isResponses && !keepsNothing ? "store" : state);
  }

  private void readMetadata() throws IOException {
    if (!json.is(JsonToken.START_OBJECT)) {
      json.skip();
      return;
    }
    for (String name; (name = json.member()) != null; ) {
      switch (name) {
        case "user_id" -> metadataUser = json.text();
        case "session_id" -> session = json.text();
        default -> json.skip();
      }
    }
  }

  private boolean readTruth() throws IOException {
    boolean truth = json.is(JsonToken.VALUE_TRUE);
    json.skip();
    return truth;
  }

  private @Nullable Long readWhole() throws IOException {
    Double number = json.number();
    return number != null && number == Math.rint(number) && Math.abs(number) < 1L << 53
        ? (Long) number.longValue()
        : null;
  }

  private void readStore() throws IOException {
    if (json.is(JsonToken.VALUE_TRUE)) {
      state = "store";
    }
    keepsNothing = json.is(JsonToken.VALUE_FALSE);
    json.skip();
  }

  private void readState(String name) throws IOException {
    if (json.isSomething()) {
      state = name;
    }
    json.skip();
  }

  /** A prompt is a text or texts, or the id of one kept at the upstream. */
  private void readPrompt() throws IOException {
    if (json.is(JsonToken.START_OBJECT)) {
      state = "prompt";
    }
    json.skip();
  }

  private int countElements() throws IOException {
    int count = 0;
    if (json.is(JsonToken.START_ARRAY)) {
      for (; json.element(); count++) {
        json.skip();
      }
    } else {
      json.skip();
    }
    return count;
  }

  /** How many tools there are; one that runs at the upstream is state. */
  private int readTools() throws IOException {
    int count = 0;
    if (!json.is(JsonToken.START_ARRAY)) {
      json.skip();
      return count;
    }
    for (; json.element(); count++) {
      if (json.is(JsonToken.START_OBJECT)) {
        readTool();
      } else {
        json.skip();
      }
    }
    return count;
  }

  /** OpenAI's tools of the client are functions or custom, Anthropic's custom or without a type. */
  private void readTool() throws IOException {
    for (String name; (name = json.member()) != null; ) {
      boolean isClients =
          !name.equals("type")
              || json.is(JsonToken.VALUE_NULL)
              || json.isText("function")
              || json.isText("custom");
      if (!isClients) {
        state = "tools";
      }
      json.skip();
    }
  }

  /** How many turns the conversation has; what it refers to at the upstream is state. */
  private int readConversation() throws IOException {
    if (!json.is(JsonToken.START_ARRAY)) {
      boolean isOneTurn = json.is(JsonToken.VALUE_STRING);
      json.skip();
      return isOneTurn ? 1 : 0;
    }
    int turns = 0;
    for (; json.element(); turns++) {
      if (json.is(JsonToken.START_OBJECT)) {
        walk();
      } else {
        json.skip();
      }
    }
    return turns;
  }

  private void readFileIds(String name) throws IOException {
    if (name.equals("file_ids")) {
      noteFileIds(name);
    } else if (json.is(JsonToken.START_OBJECT) || json.is(JsonToken.START_ARRAY)) {
      walk();
    }
  }

  /** Walks the object or array stood on, to its end, and notes what it refers to. */
  private void walk() throws IOException {
    for (int depth = 1; depth > 0; ) {
      JsonToken token = json.next();
      if (token == null) {
        throw new IOException("expected the end of what began");
      } else if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.FIELD_NAME) {
        String name = json.name();
        if (name != null && isTelling(name)) {
          json.next();
          note(name);
        }
      }
    }
  }

  private static boolean isTelling(String name) {
    return switch (name) {
      case "file_id", "file_ids", "type", "audio", "input", "arguments" -> true;
      default -> false;
    };
  }

  private void note(String name) throws IOException {
    switch (name) {
      case "file_id", "file_ids" -> noteFileIds(name);
      case "type" -> {
        if (json.isText("item_reference")) {
          state = "item_reference";
        }
        json.skip();
      }
      case "audio" -> {
        if (json.is(JsonToken.START_OBJECT)) {
          state = "audio"; // an earlier answer's, by the id it has at the upstream
        }
        json.skip();
      }
      default -> json.skip(); // what a tool was called with: the application's own words
    }
  }

  private void noteFileIds(String name) throws IOException {
    if (json.is(JsonToken.VALUE_STRING) || json.is(JsonToken.START_ARRAY)) {
      state = name;
    }
    json.skip();
  }
}
