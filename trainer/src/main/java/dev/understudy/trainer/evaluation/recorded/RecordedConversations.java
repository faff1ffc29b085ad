package dev.understudy.trainer.evaluation.recorded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.trainer.evaluation.Answered;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers to conversations, read from a file of JSON lines, each a {@link RecordedLine}. */
public final class RecordedConversations {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Path file;
  private final Map<String, Found> answers = new HashMap<>();

  private RecordedConversations(Path file) {
    this.file = file;
  }

  /**
   * Which lines are wanted.
   *
   * @param model those of that model, or null for any
   * @param temperature those at that temperature, or null
   * @param split those of that part, or null
   */
  public record Wanted(
      @Nullable String model, @Nullable Double temperature, @Nullable String split) {
    private boolean holds(RecordedLine line) {
      return (model == null || model.equals(line.model()))
          && (temperature == null || temperature.equals(line.temperature()))
          && (split == null || split.equals(line.split()));
    }
  }

  /** An answer, the line it stands in, and the first line that answers otherwise, or 0. */
  private record Found(Answered answer, int line, int otherLine) {}

  /**
   * Reads a file.
   *
   * @throws UnreadableRecording where a line is no conversation; the message names it
   */
  public static RecordedConversations read(Path file, Wanted wanted) throws IOException {
    RecordedConversations all = new RecordedConversations(file);
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          all.add(line, number, wanted);
        }
      }
    }
    return all;
  }

  private void add(String text, int number, Wanted wanted) throws UnreadableRecording {
    RecordedLine line;
    try {
      line = RecordedLine.of(MAPPER.readTree(text));
    } catch (JsonProcessingException | IllegalArgumentException broken) {
      throw new UnreadableRecording(
          "%s: line %d is no recorded conversation: it needs messages and an answer"
              .formatted(file, number),
          broken);
    }
    if (wanted.holds(line)) {
      answers.merge(
          RecordedLine.key(line.messages()),
          new Found(line.answer(), number, 0),
          (first, next) ->
              first.otherLine() > 0 || first.answer().text().equals(next.answer().text())
                  ? first
                  : new Found(first.answer(), first.line(), next.line()));
    }
  }

  /**
   * The answer to a conversation, without a label; null where there is none.
   *
   * @throws UnreadableRecording where it was answered in two ways
   */
  public @Nullable Answered answer(List<Turn> messages) throws UnreadableRecording {
    Found found = answers.get(RecordedLine.key(messages));
    if (found == null) {
      return null;
    }
    if (found.otherLine() > 0) {
      throw new UnreadableRecording(
          ("%s: lines %d and %d answer the same conversation differently: say which are meant, by"
                  + " model, temperature or split")
              .formatted(file, found.line(), found.otherLine()));
    }
    return found.answer();
  }

  /** Where they were read from. */
  public Path file() {
    return file;
  }

  @Override
  public String toString() {
    return "RecordedConversations[" + file + ", " + answers.size() + " conversations]";
  }
}
