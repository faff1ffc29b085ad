package dev.understudy.exchange.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One of the answers to a request, on its way in. */
final class ChoiceDraft {
  /** More calls than this in one answer are left out. */
  private static final int MAX_CALLS = 1024;

  private final TextDraft content = new TextDraft();
  private final TextDraft refusal = new TextDraft();
  private final LogprobsDraft logprobs = new LogprobsDraft();
  private @Nullable TreeMap<Long, ToolCallDraft> calls;
  private @Nullable String finishReason;

  TextDraft content() {
    return content;
  }

  TextDraft refusal() {
    return refusal;
  }

  LogprobsDraft logprobs() {
    return logprobs;
  }

  void finishReason(@Nullable String reason) {
    finishReason = reason != null ? reason : finishReason;
  }

  @Nullable String finishReason() {
    return finishReason;
  }

  /** The tool call at that place; beyond the limit, one that nobody will see. */
  ToolCallDraft call(long index) {
    if (calls == null) {
      calls = new TreeMap<>();
    }
    ToolCallDraft call = calls.get(index);
    if (call == null) {
      call = new ToolCallDraft();
      if (calls.size() < MAX_CALLS) {
        calls.put(index, call);
      }
    }
    return call;
  }

  /** Puts a tool call at that place, within the limit. */
  void put(long index, ToolCallDraft call) {
    if (calls == null) {
      calls = new TreeMap<>();
    }
    if (calls.size() < MAX_CALLS) {
      calls.put(index, call);
    }
  }

  /** The place for a call whose part does not say it: that of its id, or the last or a new one. */
  long placeOf(@Nullable String id) {
    if (calls == null || calls.isEmpty()) {
      return 0;
    }
    long last = calls.lastKey();
    if (id == null || id.isEmpty() || id.equals(calls.lastEntry().getValue().id())) {
      return last;
    }
    return last + 1;
  }

  /** The text a person would see: the content, or else the refusal. */
  @Nullable String output() {
    String text = content.text();
    if (text != null && !text.isEmpty()) {
      return text;
    }
    String refused = refusal.text();
    if (refused != null && !refused.isEmpty()) {
      return refused;
    }
    return calls == null ? text : null;
  }

  /** The tool calls as a JSON array, or null where there are none. */
  @Nullable String toolCalls() {
    return calls == null ? null : JsonText.write(this::writeCalls);
  }

  /** Writes the choice in the shape of the chat API; what it does not have is left out. */
  void write(long index, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("index", index);
    json.writeObjectFieldStart("message");
    json.writeStringField("role", "assistant");
    String text = content.text();
    if (text != null) {
      json.writeStringField("content", text);
    }
    String refused = refusal.text();
    if (refused != null) {
      json.writeStringField("refusal", refused);
    }
    if (calls != null) {
      json.writeFieldName("tool_calls");
      writeCalls(json);
    }
    json.writeEndObject();
    String probabilities = logprobs.text();
    if (probabilities != null) {
      json.writeFieldName("logprobs");
      json.writeRawValue(probabilities);
    }
    if (finishReason != null) {
      json.writeStringField("finish_reason", finishReason);
    }
    json.writeEndObject();
  }

  private void writeCalls(JsonGenerator json) throws IOException {
    List<ToolCallDraft> all = calls == null ? List.of() : new ArrayList<>(calls.values());
    json.writeStartArray();
    for (ToolCallDraft call : all) {
      call.write(json);
    }
    json.writeEndArray();
  }
}
