package dev.understudy.deploy.upstream;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAI and Anthropic APIs with answers that are always the same. The model's name may end in
 * {@code /behaviour}, such as {@code gpt-4/cut-100}: see {@link Behaviour}.
 */
final class ApiAnswers implements ScriptedUpstream.Script {
  /** Asking for this lets held answers go on. */
  static final String LET_GO = "/v1/models/let-go";

  @Override
  public Reply reply(Received request, List<Received> before) {
    String key = request.header("authorization");
    if (key != null && key.contains("wrong")) {
      return Errors.openAi(401, "Incorrect API key provided: wr*ng.", "invalid_api_key");
    }
    String path = pathOf(request);
    JsonObject body = jsonOf(request);
    Reply plain = plain(request, path, body);
    String model = body.getString("model");
    if (model == null || !model.contains("/")) {
      return plain;
    }
    long attempts = before.stream().filter(other -> sameModel(other, model)).count();
    String behaviour = model.substring(model.indexOf('/') + 1);
    return Behaviour.named(behaviour, path.contains("/messages")).shape(plain, attempts);
  }

  private static Reply plain(Received request, String path, JsonObject body) {
    return switch (request.method() + " " + path) {
      case "POST /v1/chat/completions" -> ChatAnswers.to(body);
      case "POST /v1/completions" -> PlainAnswers.completion();
      case "POST /v1/responses" -> ResponsesAnswers.to(body);
      case "POST /v1/messages" -> MessagesAnswers.to(body);
      case "POST /v1/messages/count_tokens" -> Reply.json(200, "{\"input_tokens\": 14}");
      case "POST /v1/embeddings" -> PlainAnswers.embeddings(body);
      case "POST /v1/files" -> PlainAnswers.file(request);
      case "GET /v1/files" -> PlainAnswers.files();
      case "GET /v1/files/file-1/content" -> PlainAnswers.binary("application/octet-stream");
      case "DELETE /v1/files/file-1" ->
          Reply.json(200, "{\"id\": \"file-1\", \"object\": \"file\", \"deleted\": true}");
      case "POST /v1/audio/transcriptions" -> PlainAnswers.transcription(request);
      case "POST /v1/audio/speech" -> PlainAnswers.binary("audio/mpeg");
      case "POST /v1/images/generations" -> PlainAnswers.image();
      case "GET /v1/models" -> PlainAnswers.models();
      case "GET " + LET_GO -> Reply.json(200, "{}");
      case "GET /v1/models/gpt-4" -> Reply.json(200, PlainAnswers.model("gpt-4").encode());
      default -> Errors.openAi(404, "No such thing: " + path, "not_found");
    };
  }

  private static boolean sameModel(Received other, String model) {
    return model.equals(jsonOf(other).getString("model"));
  }

  private static String pathOf(Received request) {
    int query = request.uri().indexOf('?');
    return query < 0 ? request.uri() : request.uri().substring(0, query);
  }

  private static JsonObject jsonOf(Received request) {
    @Nullable String type = request.header("content-type");
    if (type == null || !type.startsWith("application/json") || request.body().length == 0) {
      return new JsonObject();
    }
    try {
      return new JsonObject(request.text());
    } catch (DecodeException notJson) {
      return new JsonObject();
    }
  }

  /** One server-sent event without a name. */
  static String event(JsonObject data) {
    return "data: " + data.encode() + "\n\n";
  }

  /** One server-sent event whose name is its type. */
  static String typedEvent(JsonObject data) {
    return "event: " + data.getString("type") + "\n" + event(data);
  }

  /** A JSON object of these pairs, in order. */
  static JsonObject object(@Nullable Object... pairs) {
    JsonObject made = new JsonObject();
    for (int i = 0; i < pairs.length; i += 2) {
      made.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return made;
  }

  /** A JSON array of these. */
  static JsonArray array(Object... values) {
    return new JsonArray(new ArrayList<>(List.of(values)));
  }

  /** The text that answers most questions, in pieces, beyond the Basic Multilingual Plane too. */
  static final List<String> WORDS =
      List.of("Grüße", ", 世界", " 👩‍👩‍👧‍👦!\n", "\"quoted\\\"", " \u2028 and \u0000 too", ".");

  /** The same in one. */
  static String text() {
    return String.join("", WORDS);
  }

  /** Bytes that are not text. */
  static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new java.util.Random(size).nextBytes(bytes);
    return bytes;
  }

  /** UTF-8. */
  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
