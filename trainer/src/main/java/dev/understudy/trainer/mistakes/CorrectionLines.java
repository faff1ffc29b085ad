package dev.understudy.trainer.mistakes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.TestRow;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes corrections of captured requests as the gateway takes them for feedback. */
final class CorrectionLines {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Pattern UUID_SHAPE =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final int MOST_WORD = 256; // what the gateway takes as a label

  private final String annotator;
  private final Map<String, String> wordings;

  CorrectionLines(Mistakes mistakes, String annotator) {
    if (annotator.isBlank() || annotator.length() > MOST_WORD) {
      throw new IllegalArgumentException(
          "an annotator must have 1 to %d characters, got %d"
              .formatted(MOST_WORD, annotator.length()));
    }
    this.annotator = annotator;
    this.wordings = wordings(mistakes);
  }

  /** How the teacher first words each label: a student should learn those words and no others. */
  private static Map<String, String> wordings(Mistakes mistakes) {
    Map<String, String> wordings = new HashMap<>();
    if (mistakes.teacher() != null) {
      for (TestRow row : mistakes.set().rows()) {
        Answered answer = row.answer(mistakes.teacher());
        if (answer.label() != null) {
          wordings.putIfAbsent(answer.label(), answer.text());
        }
      }
    }
    return wordings;
  }

  /** Whether a row names a captured request, by its UUID. */
  static boolean isCaptured(TestRow row) {
    return UUID_SHAPE.matcher(row.id()).matches();
  }

  /**
   * The correction of a captured row.
   *
   * @param label the right label, or null
   * @param text the right answer, or null where it is the label in the teacher's words
   */
  String line(TestRow row, @Nullable String label, @Nullable String text, String comment) {
    ObjectNode line = MAPPER.createObjectNode().put("request_id", row.id());
    if (label != null && label.length() <= MOST_WORD) {
      line.put("label", label);
    }
    String correction = text == null && label != null ? wordings.get(label) : text;
    if (correction != null) {
      line.put("correction", correction);
    }
    line.put("annotator", annotator).put("comment", comment);
    try {
      return MAPPER.writeValueAsString(line);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
