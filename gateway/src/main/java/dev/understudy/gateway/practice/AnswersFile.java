package dev.understudy.gateway.practice;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a file of recorded answers, one JSON object per line, into an {@link AnswerBook}. */
final class AnswersFile {
  static final String DEFAULT_MODEL = "practice";
  private static final String KIND = "messages and answer";

  private AnswersFile() {}

  /**
   * Adds every answer of a file to a book.
   *
   * @throws UnreadableAnswers naming every line that is wrong; the book then holds only the others
   */
  static void read(Path file, AnswerBook book) throws UnreadableAnswers {
    if (Files.isDirectory(file)) {
      throw new UnreadableAnswers(
          List.of(
              file
                  + ": expected a file of JSON lines, found a folder; captured Parquet is given with"
                  + " --captures"));
    }
    JsonLines.read(file, KIND, row -> addRow(row, book));
  }

  /** The same from any source of text; {@code name} stands in the messages. */
  static void read(String name, Reader source, AnswerBook book)
      throws IOException, UnreadableAnswers {
    JsonLines.read(name, source, KIND, row -> addRow(row, book));
  }

  private static void addRow(JsonNode row, AnswerBook book) {
    if (!row.isObject()) {
      throw new IllegalArgumentException(
          "expected an object with messages and answer, found " + Shape.of(row));
    }
    if (row.path("messages").isMissingNode()) {
      throw new IllegalArgumentException(
          "expected an object with messages and answer, found no messages");
    }
    List<Turn> turns = Turn.listOf(row.path("messages"));
    String model = optionalText(row, "model");
    String served = model == null ? DEFAULT_MODEL : model;
    book.add(served, turns, answer(row, served));
  }

  private static RecordedAnswer answer(JsonNode row, String model) {
    JsonNode toolCalls = row.path("tool_calls");
    boolean calls = toolCalls.isArray() && !toolCalls.isEmpty();
    String text = optionalText(row, "answer");
    if (text == null && !calls) {
      throw new IllegalArgumentException(
          "expected an object with messages and answer, found no answer");
    }
    String finish = optionalText(row, "finish_reason");
    return new RecordedAnswer(
        model,
        text,
        calls ? toolCalls : null,
        finish != null ? finish : RecordedAnswer.usualFinish(calls ? toolCalls : null),
        usage(row.path("usage")));
  }

  private static @Nullable TokensUsed usage(JsonNode usage) {
    JsonNode prompt = usage.path("prompt_tokens");
    JsonNode completion = usage.path("completion_tokens");
    return prompt.canConvertToLong() && completion.canConvertToLong()
        ? new TokensUsed(prompt.asLong(), completion.asLong())
        : null;
  }

  private static @Nullable String optionalText(JsonNode row, String member) {
    JsonNode value = row.path(member);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new IllegalArgumentException(
          "expected " + member + " to be text, found " + Shape.of(value));
    }
    return value.asText();
  }
}
