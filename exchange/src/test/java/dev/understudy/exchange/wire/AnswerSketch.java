package dev.understudy.exchange.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random answer of the chat API, which can be rendered whole and as a stream. */
final class AnswerSketch {
  private static final ObjectMapper JSON = new ObjectMapper();

  private record ToolCall(String id, String name, String arguments) {}

  private record Choice(
      String content, List<ToolCall> calls, List<String> tokens, String finishReason) {}

  private final List<Choice> choices = new ArrayList<>();
  private final boolean legacy;
  private final boolean usage;

  AnswerSketch(Random random, boolean legacy) {
    this.legacy = legacy;
    this.usage = random.nextBoolean();
    int n = random.nextInt(3) == 0 ? 2 + random.nextInt(3) : 1;
    for (int i = 0; i < n; i++) {
      List<ToolCall> calls = new ArrayList<>();
      for (int c = legacy || random.nextBoolean() ? 0 : random.nextInt(4); c > 0; c--) {
        calls.add(new ToolCall("call_" + random.nextInt(1000), text(random, 8), text(random, 60)));
      }
      List<String> tokens = new ArrayList<>();
      for (int t = random.nextBoolean() ? 0 : random.nextInt(6); t > 0; t--) {
        tokens.add(text(random, 5));
      }
      choices.add(
          new Choice(text(random, 80), calls, tokens, calls.isEmpty() ? "stop" : "tool_calls"));
    }
  }

  private static String text(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      int[] alphabet = {'a', 'b', ' ', '"', '\\', '\n', '\r', '\t', '{', ':', 'é', '日', 0x1F600, 1};
      text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
    }
    return text.toString();
  }

  /** The answer as one JSON text, with line breaks as OpenAI sends it. */
  String whole() {
    ObjectNode root = root(legacy ? "text_completion" : "chat.completion");
    ArrayNode all = root.putArray("choices");
    for (int i = 0; i < choices.size(); i++) {
      Choice sketch = choices.get(i);
      ObjectNode choice = all.addObject();
      choice.put("index", i);
      if (legacy) {
        choice.put("text", sketch.content);
      } else {
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        message.put("content", sketch.calls.isEmpty() ? sketch.content : null);
        message.putNull("refusal");
        for (ToolCall call : sketch.calls) {
          addCall(message.withArray("tool_calls"), call, call.arguments);
        }
      }
      addLogprobs(choice, sketch.tokens);
      choice.put("finish_reason", sketch.finishReason);
    }
    if (usage) {
      addUsage(root);
    }
    return root.toPrettyString();
  }

  /** The answer as a stream of chunks: parts of the choices and calls come interleaved. */
  String stream(Random random) {
    List<List<ObjectNode>> queues = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      queues.add(parts(i, choices.get(i), random));
    }
    StringBuilder stream = new StringBuilder(": hello\n\n");
    while (!queues.isEmpty()) {
      List<ObjectNode> queue = queues.get(random.nextInt(queues.size()));
      ObjectNode chunk = root(legacy ? "text_completion" : "chat.completion.chunk");
      chunk.putArray("choices").add(queue.remove(0));
      addEvent(stream, chunk, random);
      queues.removeIf(List::isEmpty);
    }
    if (usage) {
      ObjectNode chunk = root("chat.completion.chunk");
      chunk.putArray("choices");
      addUsage(chunk);
      addEvent(stream, chunk, random);
    }
    return stream.append("data: [DONE]\n\n").toString();
  }

  private static void addEvent(StringBuilder stream, ObjectNode chunk, Random random) {
    String[] ends = {"\n", "\r\n", "\r"};
    String end = ends[random.nextInt(ends.length)];
    String data = random.nextInt(4) == 0 ? chunk.toPrettyString() : chunk.toString();
    for (String line : data.split("\r?\n", -1)) {
      stream.append(random.nextBoolean() ? "data: " : "data:").append(line).append(end);
    }
    stream.append(end);
  }

  private List<ObjectNode> parts(int index, Choice sketch, Random random) {
    List<ObjectNode> parts = new ArrayList<>();
    if (!legacy) {
      ObjectNode first = part(index, random);
      delta(first).put("role", "assistant");
      delta(first).put("content", sketch.calls.isEmpty() ? "" : null);
      parts.add(first);
    }
    if (sketch.calls.isEmpty()) {
      for (String piece : pieces(sketch.content, random)) {
        ObjectNode part = part(index, random);
        (legacy ? part : delta(part)).put(legacy ? "text" : "content", piece);
        parts.add(part);
      }
    }
    for (String token : sketch.tokens) {
      ObjectNode part = part(index, random);
      addLogprobs(part, List.of(token));
      parts.add(part);
    }
    addCallParts(index, sketch.calls, parts, random);
    ObjectNode last = part(index, random);
    last.put("finish_reason", sketch.finishReason);
    parts.add(last);
    return parts;
  }

  /** Heads in order, then the pieces of all calls' arguments mixed. */
  private void addCallParts(
      int index, List<ToolCall> calls, List<ObjectNode> parts, Random random) {
    List<List<String>> arguments = new ArrayList<>();
    for (int c = 0; c < calls.size(); c++) {
      ObjectNode part = part(index, random);
      addCall(delta(part).putArray("tool_calls"), calls.get(c), "").put("index", c);
      parts.add(part);
      arguments.add(new ArrayList<>(pieces(calls.get(c).arguments, random)));
    }
    while (arguments.stream().anyMatch(left -> !left.isEmpty())) {
      int c = random.nextInt(arguments.size());
      if (!arguments.get(c).isEmpty()) {
        ObjectNode part = part(index, random);
        ObjectNode call = delta(part).putArray("tool_calls").addObject().put("index", c);
        call.putObject("function").put("arguments", arguments.get(c).remove(0));
        parts.add(part);
      }
    }
  }

  private static ObjectNode part(int index, Random random) {
    ObjectNode part = JSON.createObjectNode();
    if (random.nextBoolean()) {
      part.put("index", index).putNull("finish_reason");
      part.putNull("logprobs");
      part.putObject("delta");
    } else { // some servers say the index last
      part.putObject("delta");
      part.put("index", index);
    }
    return part;
  }

  private static ObjectNode delta(ObjectNode part) {
    return part.withObject("/delta");
  }

  private static List<String> pieces(String text, Random random) {
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int to = Math.min(text.length(), at + 1 + random.nextInt(12));
      if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
        to++;
      }
      pieces.add(text.substring(at, to));
      at = to;
    }
    return pieces.isEmpty() ? List.of("") : pieces;
  }

  private static ObjectNode root(String object) {
    return JSON.createObjectNode().put("id", "x").put("object", object).put("model", "m-1");
  }

  private static ObjectNode addCall(ArrayNode calls, ToolCall call, String arguments) {
    ObjectNode node = calls.addObject().put("id", call.id).put("type", "function");
    node.putObject("function").put("name", call.name).put("arguments", arguments);
    return node;
  }

  private void addLogprobs(ObjectNode choice, List<String> tokens) {
    if (tokens.isEmpty()) {
      choice.putNull("logprobs");
      return;
    }
    ObjectNode logprobs = choice.putObject("logprobs");
    for (String token : tokens) {
      if (legacy) {
        logprobs.withArray("tokens").add(token);
        logprobs.withArray("token_logprobs").add(-0.25);
      } else {
        ObjectNode one = logprobs.withArray("content").addObject().put("token", token);
        one.put("logprob", -1.5e-7).putNull("bytes").putArray("top_logprobs");
      }
    }
  }

  private static void addUsage(ObjectNode root) {
    root.putObject("usage").put("prompt_tokens", 11).put("completion_tokens", 7);
  }
}
