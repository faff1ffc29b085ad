package dev.understudy.trainer.mistakes;

import dev.understudy.trainer.evaluation.TestRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    private final CorrectionLines written;
    private final List<String> lines = new ArrayList<>();
    private int withoutRequest;

    Draft(Mistakes mistakes, String annotator) {
      this.written = new CorrectionLines(mistakes, annotator);
    }

    void add(TestRow row, @Nullable String label, @Nullable String text, String comment) {
      if (CorrectionLines.isCaptured(row)) {
        lines.add(written.line(row, label, text, comment));
      } else {
        withoutRequest++;
      }
    }

    Corrections done() {
      return new Corrections(lines, withoutRequest);
    }
  }
}
