package dev.understudy.student.serving.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.student.model.Model;
import dev.understudy.student.model.Reply;
import dev.understudy.student.model.Reply.Candidate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer in the JSON that the chat completions API has for it, whole or as chunks. The version
 * that answered is its {@code system_fingerprint}.
 */
public final class Completion {
  private final String id;
  private final long created;
  private final ChatRequest request;
  private final Reply reply;
  private final Model.Identity by;
  private final String text;

  /**
   * The answer to a request.
   *
   * @param id the completion's id
   * @param created seconds since 1970
   * @throws Refusal if the answer is not of the format asked for
   */
  public Completion(String id, long created, ChatRequest request, Reply reply, Model.Identity by) {
    this.id = id;
    this.created = created;
    this.request = request;
    this.reply = reply;
    this.by = by;
    this.text = cut(reply.text());
    if (!request.format().admits(text)) {
      throw Refusal.unfitAnswer(
          "Unsupported value: 'response_format' of type '%s'. This student answers as its teacher"
                  .formatted(request.format().type())
              + " did, which is not what is asked for.");
    }
  }

  /** What comes before the first stop. */
  private String cut(String whole) {
    int end = whole.length();
    for (String stop : request.stops()) {
      int at = whole.indexOf(stop);
      end = at < 0 ? end : Math.min(end, at);
    }
    return whole.substring(0, end);
  }

  /** What the student replied. */
  public Reply reply() {
    return reply;
  }

  /** The version that answered. */
  public Model.Identity by() {
    return by;
  }

  /** The whole answer in one object. */
  public ObjectNode whole() {
    ObjectNode completion = frame("chat.completion");
    ObjectNode choice = completion.putArray("choices").addObject();
    choice
        .put("index", 0)
        .putObject("message")
        .put("role", "assistant")
        .put("content", text)
        .putNull("refusal");
    choice.set("logprobs", logprobs());
    choice.put("finish_reason", "stop");
    completion.set("usage", usage());
    return completion;
  }

  /** The chunks of a stream: who speaks, what is said, why it ended and, if asked for, usage. */
  public List<ObjectNode> chunks() {
    List<ObjectNode> chunks = new ArrayList<>(4);
    ObjectNode opening = JsonNodeFactory.instance.objectNode();
    opening.put("role", "assistant").put("content", "").putNull("refusal");
    chunks.add(chunk(opening, JsonNodeFactory.instance.nullNode(), null));
    if (!text.isEmpty()) {
      ObjectNode content = JsonNodeFactory.instance.objectNode().put("content", text);
      chunks.add(chunk(content, logprobs(), null));
    }
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    chunks.add(chunk(nothing, JsonNodeFactory.instance.nullNode(), "stop"));
    if (request.includeUsage()) {
      ObjectNode last = frame("chat.completion.chunk");
      last.putArray("choices");
      last.set("usage", usage());
      chunks.add(last);
    }
    return chunks;
  }

  private ObjectNode chunk(ObjectNode delta, JsonNode logprobs, @Nullable String finishReason) {
    ObjectNode chunk = frame("chat.completion.chunk");
    ObjectNode choice = chunk.putArray("choices").addObject();
    choice.put("index", 0).set("delta", delta);
    choice.set("logprobs", logprobs);
    choice.put("finish_reason", finishReason);
    if (request.includeUsage()) {
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
        .put("model", by.name())
        .put("system_fingerprint", by.version());
  }

  private JsonNode logprobs() {
    if (!request.logprobs()) {
      return JsonNodeFactory.instance.nullNode();
    }
    List<Candidate> candidates =
        reply.candidates().stream()
            .map(each -> new Candidate(cut(each.text()), each.probability()))
            .toList();
    return new Logprobs(text, reply.confidence(), candidates).toJson(request.topLogprobs());
  }

  private ObjectNode usage() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("prompt_tokens", reply.inputTokens())
        .put("completion_tokens", reply.outputTokens())
        .put("total_tokens", (long) reply.inputTokens() + reply.outputTokens());
  }
}
