package dev.understudy.trainer.mistakes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.TestRow;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Corrections as feedback: each line is a body that the gateway takes at {@code POST /-/feedback},
 * so that they stand beside the captured answers and the next training set learns them.
 *
 * @param lines JSON objects with {@code request_id}, {@code label}, {@code correction} where an
 *     answer in words is known, {@code annotator} and {@code comment}
 * @param withoutRequest how many corrections have no line, as their rows do not name a captured
 *     request by its UUID
 */
public record Corrections(List<String> lines, int withoutRequest) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Pattern UUID_SHAPE =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final int MOST_WORD = 256; // what the gateway takes as a label

  public Corrections {
    lines = List.copyOf(lines);
  }

  /**
   * What gold says of rows that somebody got wrong, but for those whose gold is suspect.
   *
   * @param annotator who said so, such as {@code evaluation}; at most 256 characters
   */
  public static Corrections known(Mistakes mistakes, String annotator) {
    Set<String> suspect = new HashSet<>();
    mistakes.suspects().forEach(each -> suspect.add(each.row().id()));
    Draft draft = new Draft(mistakes, annotator);
    for (Mistake mistake : mistakes.mistakes()) {
      TestRow row = mistake.row();
      boolean isKnown = row.gold() != null || row.goldText() != null;
      if (isKnown && !suspect.contains(row.id())) {
        draft.add(row, row.gold(), row.goldText(), mistake.kind().words());
      }
    }
    return draft.done();
  }

  /**
   * What suspect rows should likely say instead of their gold. For a person to read before they are
   * sent: the student may be wrong.
   *
   * @param annotator who said so; at most 256 characters
   */
  public static Corrections suspected(Mistakes mistakes, String annotator) {
    Draft draft = new Draft(mistakes, annotator);
    for (Suspect suspect : mistakes.suspects()) {
      draft.add(suspect.row(), suspect.likely(), null, "gold is likely wrong");
    }
    return draft.done();
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Corrections[" + lines.size() + " lines]";
  }

  private static final class Draft {
    private final String annotator;
    private final Map<String, String> wordings;
    private final List<String> lines = new ArrayList<>();
    private int withoutRequest;

    Draft(Mistakes mistakes, String annotator) {
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

    void add(TestRow row, @Nullable String label, @Nullable String text, String comment) {
      if (!UUID_SHAPE.matcher(row.id()).matches()) {
        withoutRequest++;
        return;
      }
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
        lines.add(MAPPER.writeValueAsString(line));
      } catch (JsonProcessingException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }

    Corrections done() {
      return new Corrections(lines, withoutRequest);
    }
  }
}
