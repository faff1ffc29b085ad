package dev.understudy.gateway.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer in the JSON that the chat completions API has for it, whole or as chunks.
 *
 * @param id the completion's id
 * @param created seconds since 1970
 * @param answer what to say
 * @param usage the tokens it takes
 */
record Completion(String id, long created, RecordedAnswer answer, TokensUsed usage) {
  /** The whole answer in one object. */
  ObjectNode whole() {
    ObjectNode completion = frame("chat.completion");
    ObjectNode choice = completion.putArray("choices").addObject();
    ObjectNode message = choice.put("index", 0).putObject("message");
    message.put("role", "assistant").put("content", answer.text()).putNull("refusal");
    if (answer.toolCalls() != null) {
      message.set("tool_calls", answer.toolCalls());
    }
    choice.putNull("logprobs").put("finish_reason", answer.finishReason());
    completion.set("usage", usageJson());
    return completion;
  }

  /** The chunk that opens a stream: who speaks. */
  ObjectNode opening(boolean withUsage) {
    ObjectNode delta = JsonNodeFactory.instance.objectNode();
    delta.put("role", "assistant").put("content", answer.text() == null ? null : "");
    return chunk(delta, null, withUsage);
  }

  /** The chunks that carry the answer, a token-like piece each. */
  List<ObjectNode> pieces(boolean withUsage) {
    List<ObjectNode> chunks = new ArrayList<>();
    if (answer.text() != null) {
      for (String piece : Pieces.of(answer.text())) {
        ObjectNode delta = JsonNodeFactory.instance.objectNode().put("content", piece);
        chunks.add(chunk(delta, null, withUsage));
      }
    }
    if (answer.toolCalls() != null) {
      int index = 0;
      for (JsonNode call : answer.toolCalls()) {
        addCall(call, index++, withUsage, chunks);
      }
    }
    return chunks;
  }

  private void addCall(JsonNode call, int index, boolean withUsage, List<ObjectNode> chunks) {
    JsonNode function = call.path("function");
    ObjectNode opening = JsonNodeFactory.instance.objectNode();
    opening
        .put("index", index)
        .put("id", call.path("id").asText())
        .put("type", call.path("type").asText("function"))
        .putObject("function")
        .put("name", function.path("name").asText())
        .put("arguments", "");
    chunks.add(callChunk(opening, withUsage));
    for (String piece : Pieces.of(function.path("arguments").asText())) {
      ObjectNode next = JsonNodeFactory.instance.objectNode().put("index", index);
      next.putObject("function").put("arguments", piece);
      chunks.add(callChunk(next, withUsage));
    }
  }

  private ObjectNode callChunk(ObjectNode call, boolean withUsage) {
    ObjectNode delta = JsonNodeFactory.instance.objectNode();
    delta.putArray("tool_calls").add(call);
    return chunk(delta, null, withUsage);
  }

  /** The chunks that close a stream: why it ended and, where asked for, what it took. */
  List<ObjectNode> closing(boolean withUsage) {
    List<ObjectNode> chunks = new ArrayList<>(2);
    chunks.add(chunk(JsonNodeFactory.instance.objectNode(), answer.finishReason(), withUsage));
    if (withUsage) {
      ObjectNode last = frame("chat.completion.chunk");
      last.putArray("choices");
      last.set("usage", usageJson());
      chunks.add(last);
    }
    return chunks;
  }

  private ObjectNode chunk(ObjectNode delta, @Nullable String finishReason, boolean withUsage) {
    ObjectNode chunk = frame("chat.completion.chunk");
    ArrayNode choices = chunk.putArray("choices");
    choices
        .addObject()
        .put("index", 0)
        .putNull("logprobs")
        .put("finish_reason", finishReason)
        .set("delta", delta);
    if (withUsage) {
      chunk.putNull("usage");
    }
    return chunk;
  }

  private ObjectNode frame(String object) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("object", object)
        .put("created", created)
        .put("model", answer.model());
  }

  private ObjectNode usageJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("prompt_tokens", usage.prompt())
        .put("completion_tokens", usage.completion())
        .put("total_tokens", usage.prompt() + usage.completion());
  }
}
