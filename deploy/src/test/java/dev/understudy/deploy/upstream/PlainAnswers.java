package dev.understudy.deploy.upstream;

import static dev.understudy.deploy.upstream.ApiAnswers.array;
import static dev.understudy.deploy.upstream.ApiAnswers.object;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The smaller APIs: embeddings, files, audio, images, models, legacy completions. */
final class PlainAnswers {
  private static final float[] VECTOR = {0.125f, -0.5f, 1e-7f, 3.1415927f};

  private PlainAnswers() {}

  static Reply completion() {
    return Reply.json(
        200,
        object(
                "id",
                "cmpl-1",
                "object",
                "text_completion",
                "created",
                1767225600,
                "model",
                "gpt-3.5-turbo-instruct",
                "choices",
                array(
                    object(
                        "text",
                        ApiAnswers.text(),
                        "index",
                        0,
                        "logprobs",
                        null,
                        "finish_reason",
                        "length")),
                "usage",
                object("prompt_tokens", 5, "completion_tokens", 7, "total_tokens", 12))
            .encode());
  }

  static Reply embeddings(JsonObject request) {
    Object vector =
        "base64".equals(request.getString("encoding_format")) ? base64() : new JsonArray(floats());
    int inputs = request.getValue("input") instanceof JsonArray several ? several.size() : 1;
    JsonArray data = new JsonArray();
    for (int index = 0; index < inputs; index++) {
      data.add(object("object", "embedding", "index", index, "embedding", vector));
    }
    return Reply.json(
        200,
        object(
                "object",
                "list",
                "data",
                data,
                "model",
                "text-embedding-3-small",
                "usage",
                object("prompt_tokens", 3, "total_tokens", 3))
            .encode());
  }

  private static List<Float> floats() {
    return List.of(VECTOR[0], VECTOR[1], VECTOR[2], VECTOR[3]);
  }

  private static String base64() {
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    for (float each : VECTOR) {
      bytes.putFloat(each);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /** Says how long the upload was, so that a lost byte shows. */
  static Reply file(Received request) {
    return Reply.json(200, fileObject(request.body().length).encode());
  }

  private static JsonObject fileObject(int bytes) {
    return object(
        "id", "file-1",
        "object", "file",
        "bytes", bytes,
        "created_at", 1767225600,
        "filename", "rows.jsonl",
        "purpose", "fine-tune",
        "status", "processed");
  }

  static Reply files() {
    return Reply.json(
        200, object("object", "list", "data", array(fileObject(7)), "has_more", false).encode());
  }

  static Reply binary(String contentType) {
    return Reply.whole(200, contentType, ApiAnswers.noise(70_000))
        .with("Content-Disposition", "attachment; filename=\"file\"");
  }

  /** Streamed where the form says so. */
  static Reply transcription(Received request) {
    String form = new String(request.body(), StandardCharsets.ISO_8859_1);
    if (!form.contains("name=\"stream\"")) {
      return Reply.json(200, object("text", ApiAnswers.text()).encode());
    }
    return Reply.pieces(
        "text/event-stream",
        List.of(
            ApiAnswers.event(object("type", "transcript.text.delta", "delta", "Grü")),
            ApiAnswers.event(object("type", "transcript.text.delta", "delta", "ße")),
            ApiAnswers.event(object("type", "transcript.text.done", "text", "Grüße"))));
  }

  static Reply image() {
    String picture = Base64.getEncoder().encodeToString(ApiAnswers.noise(200_000));
    return Reply.json(
        200, object("created", 1767225600, "data", array(object("b64_json", picture))).encode());
  }

  static Reply models() {
    return Reply.json(
        200,
        object("object", "list", "data", array(model("gpt-4"), model("ft:gpt-4:Ü::1")))
            .encodePrettily());
  }

  static JsonObject model(String id) {
    return object("id", id, "object", "model", "created", 1767225600, "owned_by", "scripted");
  }
}
