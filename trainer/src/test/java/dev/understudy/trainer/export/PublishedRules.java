package dev.understudy.trainer.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * What whoever reads a format publishes of it, as rules that a row keeps or breaks. Taken from
 * their documentation:
 *
 * <ul>
 *   <li>OpenAI API reference, FineTuneChatRequestInput and
 *       FineTuneChatCompletionRequestAssistantMessage:
 *       https://platform.openai.com/docs/api-reference/fine-tuning/chat-input
 *   <li>OpenAI, "Vision fine-tuning":
 *       https://developers.openai.com/api/docs/guides/vision-fine-tuning
 *   <li>OpenAI, "Direct preference optimization":
 *       https://developers.openai.com/api/docs/guides/direct-preference-optimization, and Azure's
 *       page of that name on the roles of outputs
 *   <li>TRL, "Dataset formats and types": https://huggingface.co/docs/trl/dataset_formats
 *   <li>LLaMA-Factory, "Sharegpt format":
 *       https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md
 * </ul>
 */
final class PublishedRules {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final List<String> broken = new ArrayList<>();

  private PublishedRules() {}

  /** The rules that a row breaks. */
  static List<String> brokenBy(ExportFormat format, String line) throws JsonProcessingException {
    PublishedRules rules = new PublishedRules();
    JsonNode row = JSON.readTree(line);
    switch (format) {
      case OPENAI -> rules.openAi(row);
      case OPENAI_PREFERENCE -> rules.openAiPreference(row);
      case TRL_PROMPT_COMPLETION -> rules.trl(row, "prompt", "completion");
      case TRL_MESSAGES -> rules.trl(row, "messages");
      case TRL_PREFERENCE -> rules.trl(row, "prompt", "chosen", "rejected");
      case SHAREGPT -> rules.shareGpt(row);
      case PARQUET -> throw new IllegalArgumentException("not in lines");
    }
    return rules.broken;
  }

  private void openAi(JsonNode row) {
    keys(row, Set.of("messages"), Set.of("tools", "parallel_tool_calls", "functions"));
    openAiMessages(row.path("messages"), true);
    openAiTools(row);
    JsonNode last = row.path("messages").path(row.path("messages").size() - 1);
    must(last.path("role").asText().equals("assistant"), "last message is the assistant's");
  }

  private void openAiPreference(JsonNode row) {
    keys(row, Set.of("input", "preferred_output", "non_preferred_output"), Set.of());
    JsonNode input = row.path("input");
    keys(input, Set.of("messages"), Set.of("tools", "parallel_tool_calls"));
    openAiMessages(input.path("messages"), false);
    openAiTools(input);
    for (String side : List.of("preferred_output", "non_preferred_output")) {
      must(row.path(side).isArray() && row.path(side).size() == 1, side + " is one message");
      openAiMessages(row.path(side), false);
      must(
          row.path(side).path(0).path("role").asText().equals("assistant"),
          side + " is the assistant's");
    }
  }

  private void openAiMessages(JsonNode messages, boolean withPictures) {
    must(messages.isArray() && !messages.isEmpty(), "messages are at least one");
    for (JsonNode message : messages) {
      JsonNode content = message.path("content");
      switch (message.path("role").asText()) {
        case "system" -> {
          keys(message, Set.of("role", "content"), Set.of("name"));
          must(content.isTextual(), "system's content is text");
        }
        case "user" -> {
          keys(message, Set.of("role", "content"), Set.of("name"));
          must(
              content.isTextual() || (withPictures && content.isArray()),
              "user's content is text or parts");
          content.forEach(this::openAiPart);
        }
        case "assistant" -> {
          keys(
              message,
              Set.of("role"),
              Set.of("content", "refusal", "name", "tool_calls", "weight"));
          must(
              content.isTextual() || message.has("tool_calls"),
              "assistant's content is required unless there are tool calls");
          JsonNode weight = message.path("weight");
          must(
              weight.isMissingNode() || (weight.isInt() && Set.of(0, 1).contains(weight.asInt())),
              "weight is 0 or 1");
          openAiToolCalls(message.path("tool_calls"));
        }
        case "tool" -> {
          keys(message, Set.of("role", "content", "tool_call_id"), Set.of());
          must(content.isTextual(), "tool's content is text");
        }
        default -> must(false, "role is one of the API's");
      }
    }
  }

  private void openAiPart(JsonNode part) {
    if (part.path("type").asText().equals("text")) {
      keys(part, Set.of("type", "text"), Set.of());
    } else {
      must(part.path("type").asText().equals("image_url"), "part is a text or an image");
      keys(part.path("image_url"), Set.of("url"), Set.of("detail"));
      must(
          part.path("image_url").path("url").asText().matches("(?s)(https?:|data:image/).*"),
          "image is at an HTTP or data URL");
    }
  }

  private void openAiToolCalls(JsonNode calls) {
    for (JsonNode call : calls) {
      keys(call, Set.of("id", "type", "function"), Set.of());
      keys(call.path("function"), Set.of("name", "arguments"), Set.of());
      must(call.path("function").path("arguments").isTextual(), "arguments are text");
    }
  }

  private void openAiTools(JsonNode row) {
    must(!row.has("tools") || row.path("tools").isArray(), "tools are a list");
    row.path("tools").forEach(this::function);
  }

  private void function(JsonNode tool) {
    must(tool.path("type").asText().equals("function"), "tool is a function");
    must(tool.path("function").path("name").isTextual(), "function has a name");
  }

  private void trl(JsonNode row, String... columns) throws JsonProcessingException {
    keys(row, Set.of(columns), Set.of("tools"));
    for (String column : columns) {
      must(row.path(column).isArray() && !row.path(column).isEmpty(), column + " has messages");
      for (JsonNode message : row.path(column)) {
        must(message.path("role").isTextual(), "message has a role");
        must(message.path("content").isTextual(), "message has text for content");
        for (JsonNode call : message.path("tool_calls")) {
          must(call.path("type").asText().equals("function"), "call is of a function");
          must(call.path("function").path("name").isTextual(), "call names its function");
          must(call.path("function").path("arguments").isObject(), "arguments are an object");
        }
      }
    }
    if (row.has("tools")) {
      must(row.path("tools").isTextual(), "tools are dumped as JSON");
      JSON.readTree(row.path("tools").asText()).forEach(this::function);
    }
  }

  private void shareGpt(JsonNode row) throws JsonProcessingException {
    keys(row, Set.of("conversations"), Set.of("system", "tools"));
    Iterator<JsonNode> turns = row.path("conversations").elements();
    for (int position = 1; turns.hasNext(); position++) {
      JsonNode turn = turns.next();
      keys(turn, Set.of("from", "value"), Set.of());
      String from = turn.path("from").asText();
      must(turn.path("value").isTextual(), "value is text");
      if (position == 1 && from.equals("system")) {
        position--;
        continue;
      }
      Set<String> allowed =
          position % 2 == 1 ? Set.of("human", "observation") : Set.of("gpt", "function_call");
      must(allowed.contains(from), "human and observation are at odd places, the others at even");
      if (from.equals("function_call")) {
        JsonNode value = JSON.readTree(turn.path("value").asText());
        for (JsonNode call : value.isArray() ? value : List.of(value)) {
          keys(call, Set.of("name", "arguments"), Set.of());
        }
      }
      must(turns.hasNext() || position % 2 == 0, "last turn is the model's");
    }
    if (row.has("tools")) {
      for (JsonNode tool : JSON.readTree(row.path("tools").asText())) {
        must(tool.path("name").isTextual(), "tool has a name");
      }
    }
  }

  private void keys(JsonNode object, Set<String> required, Set<String> allowed) {
    must(object.isObject(), "is an object");
    for (String key : required) {
      must(object.has(key), "has " + key);
    }
    object
        .fieldNames()
        .forEachRemaining(
            key -> must(required.contains(key) || allowed.contains(key), "knows no " + key));
  }

  private void must(boolean holds, String rule) {
    if (!holds) {
      broken.add(rule);
    }
  }
}
