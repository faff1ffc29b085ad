package dev.understudy.trainer.export;

import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.export.chat.ChatMessage;
import dev.understudy.trainer.export.chat.ChatReader;
import dev.understudy.trainer.export.chat.Lesson;
import dev.understudy.trainer.export.chat.Request;
import dev.understudy.trainer.export.chat.Role;
import dev.understudy.trainer.export.chat.ToolCall;
import dev.understudy.trainer.export.chat.Unfit;
import dev.understudy.trainer.export.chat.Unfit.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData.Array;
import org.apache.avro.generic.GenericData.Record;
import org.jspecify.annotations.Nullable;

/**
 * An example as a row of Parquet. Columns whose inner shape varies, which Parquet has no type for,
 * are texts that hold JSON: the tools on offer and the arguments of tool calls. The part of the
 * split is the file's name alone: Ludwig takes a column {@code split} for numbers.
 */
final class ParquetRow {
  static final Schema SCHEMA = load();
  private static final Schema MESSAGES = SCHEMA.getField("messages").schema();
  private static final Schema MESSAGE = MESSAGES.getElementType();
  private static final Schema CALLS = MESSAGE.getField("tool_calls").schema().getTypes().get(1);
  private static final Schema CALL = CALLS.getElementType();
  private static final Schema FUNCTION = CALL.getField("function").schema();

  private final ChatReader reader;

  ParquetRow(ChatReader reader) {
    this.reader = reader;
  }

  Record of(Example example) throws Unfit {
    Lesson lesson = reader.lesson(example);
    if (lesson.request().hasImage()) {
      throw new Unfit(Reason.IMAGE);
    }
    List<ChatMessage> turns = new ArrayList<>(lesson.request().messages());
    turns.add(lesson.answer());
    String label = example.target().label();
    Record row = new Record(SCHEMA);
    row.put("id", reader.word(example.id()));
    row.put("route", reader.word(example.origin().route()));
    row.put("label", label == null ? null : reader.word(label));
    row.put("provenance", example.target().provenance().word());
    row.put("weight", example.marks().weight());
    row.put("input", lesson.request().text());
    row.put("answer", answer(lesson.answer()));
    row.put("messages", messages(turns));
    row.put("tools", tools(lesson.request()));
    return row;
  }

  /** The text; where there is none, what a model that knows texts alone must say to call tools. */
  private static String answer(ChatMessage answer) {
    return answer.text().isEmpty() ? answer.calls().toString() : answer.text();
  }

  private static @Nullable String tools(Request request) {
    return request.functions().isEmpty() ? null : request.tools().toString();
  }

  private static Array<Record> messages(List<ChatMessage> turns) {
    Array<Record> messages = new Array<>(turns.size(), MESSAGES);
    for (ChatMessage turn : turns) {
      Record message = new Record(MESSAGE);
      message.put("role", turn.role().word());
      message.put("content", turn.text());
      message.put("name", turn.name());
      message.put("tool_call_id", turn.role() == Role.TOOL ? turn.toolCallId() : null);
      message.put("tool_calls", turn.toolCalls().isEmpty() ? null : calls(turn.toolCalls()));
      messages.add(message);
    }
    return messages;
  }

  private static Array<Record> calls(List<ToolCall> calls) {
    Array<Record> all = new Array<>(calls.size(), CALLS);
    for (ToolCall call : calls) {
      Record function = new Record(FUNCTION);
      function.put("name", call.name());
      function.put("arguments", call.arguments());
      Record node = new Record(CALL);
      node.put("id", call.id());
      node.put("type", "function");
      node.put("function", function);
      all.add(node);
    }
    return all;
  }

  private static Schema load() {
    try (InputStream in = ParquetRow.class.getResourceAsStream("examples.avsc")) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
