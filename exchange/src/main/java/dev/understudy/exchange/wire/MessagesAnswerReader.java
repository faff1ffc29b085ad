package dev.understudy.exchange.wire;

import dev.understudy.exchange.Answer;
import java.io.IOException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of Anthropic's messages API. The output is the text blocks one after another;
 * thinking is left out, as are calls of the provider's own tools.
 */
final class MessagesAnswerReader implements AnswerReader {
  private final TreeMap<Long, BlockDraft> blocks = new TreeMap<>();
  private final UsageDraft usage = new UsageDraft();
  private @Nullable String model;
  private @Nullable String stopReason;
  private @Nullable String error;

  @Override
  public void readWhole(Json json) throws IOException {
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "model" -> model = json.text();
        case "content" -> readBlocks(json);
        case "stop_reason" -> stopReason = json.text();
        case "usage" -> usage.readAnthropic(json);
        case "error" -> error = ProviderError.read(json);
        default -> json.skip();
      }
    }
  }

  @Override
  public void readEvent(@Nullable String name, Json json) throws IOException {
    String type = name != null ? name : json.lookAhead("type");
    Long index = type != null && type.startsWith("content") ? json.wholeMember("index") : null;
    boolean failed = "error".equals(type);
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "message" -> {
          if (json.isObject()) {
            readWhole(json);
            usage.forgetOutput();
          } else {
            json.skip();
          }
        }
        case "content_block" -> readBlock(json, index);
        case "delta" -> readDelta(json, index);
        case "usage" -> usage.readAnthropic(json);
        case "error" -> error = ProviderError.read(json);
        default -> json.skip();
      }
    }
    if (failed && error == null) {
      error = ProviderError.UNNAMED;
    }
  }

  private void readBlocks(Json json) throws IOException {
    if (!json.isArray()) {
      json.skip();
      return;
    }
    for (long place = 0; json.element(); place++) {
      readBlock(json, place);
    }
  }

  private void readBlock(Json json, @Nullable Long index) throws IOException {
    if (!json.isObject()) {
      json.skip();
      return;
    }
    String type = json.lookAhead("type");
    if (!"text".equals(type) && !"tool_use".equals(type)) {
      json.skip();
      return;
    }
    BlockDraft block = BlockDraft.in(blocks, index);
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "text" -> block.text(0).add(json.text());
        case "id" -> block.call().id(json.text());
        case "name" -> block.call().name(json.text());
        case "input" -> {
          // A stream begins with an empty object and sends the real one in parts.
          String input = json.slice();
          block.call().arguments().set(input.equals("{}") ? "" : input);
        }
        default -> json.skip();
      }
    }
  }

  /** A part of a block, or, in {@code message_delta}, of the message. */
  private void readDelta(Json json, @Nullable Long index) throws IOException {
    if (!json.isObject()) {
      json.skip();
      return;
    }
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "text" -> BlockDraft.in(blocks, index).text(0).add(json.text());
        case "partial_json" -> addArguments(json.text(), index);
        case "stop_reason" -> {
          String reason = json.text();
          stopReason = reason != null ? reason : stopReason;
        }
        default -> json.skip();
      }
    }
  }

  /** Parts for the provider's own tools have no block here and are left out. */
  private void addArguments(@Nullable String part, @Nullable Long index) {
    if (index != null && blocks.containsKey(index)) {
      BlockDraft.in(blocks, index).call().arguments().add(part);
    }
  }

  @Override
  public Answer answer() {
    ChoiceDraft choice = new ChoiceDraft();
    blocks.values().forEach(BlockDraft::tidyArguments);
    BlockDraft.addAll(blocks, choice);
    return new Answer(
        model,
        choice.output(),
        choice.toolCalls(),
        null,
        stopReason,
        null,
        usage.anthropicUsage(),
        error);
  }
}
