package dev.understudy.gateway.practice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a file of recorded answers, one JSON object per line, into an {@link AnswerBook}. */
final class AnswersFile {
  static final String DEFAULT_MODEL = "practice";
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

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
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      read(file.toString(), lines, book);
    } catch (NoSuchFileException e) {
      throw new UnreadableAnswers(file + ": there is no such file", e);
    } catch (MalformedInputException e) {
      throw new UnreadableAnswers(file + ": expected UTF-8 text, found other bytes", e);
    } catch (IOException e) {
      throw new UnreadableAnswers(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The same from any source of text; {@code name} stands in the messages. */
  static void read(String name, Reader source, AnswerBook book)
      throws IOException, UnreadableAnswers {
    BufferedReader lines = new BufferedReader(source);
    List<String> problems = new ArrayList<>();
    int number = 0;
    int taken = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        addLine(line, book);
        taken++;
      } catch (JsonProcessingException e) {
        problems.add(name + ":" + number + ": expected JSON, found " + defect(e));
      } catch (IllegalArgumentException e) {
        problems.add(name + ":" + number + ": " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new UnreadableAnswers(problems);
    }
    if (taken == 0) {
      throw new UnreadableAnswers(
          List.of(name + ": expected at least one line with messages and answer, found none"));
    }
  }

  private static void addLine(String line, AnswerBook book) throws JsonProcessingException {
    JsonNode row = JSON.readTree(line);
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

  private static String defect(JsonProcessingException e) {
    String what = e.getOriginalMessage().lines().findFirst().orElse("something else");
    return e.getLocation() == null ? what : what + " at column " + e.getLocation().getColumnNr();
  }
}
