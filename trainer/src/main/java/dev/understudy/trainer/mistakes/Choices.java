package dev.understudy.trainer.mistakes;

import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.TestRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person may say is the right answer to a row. */
final class Choices {
  private static final String ANNOTATOR = "reader"; // until the person says who that is
  private static final String COMMENT = "marked among mistakes";

  private final Mistakes mistakes;
  private final CorrectionLines lines;

  Choices(Mistakes mistakes) {
    this.mistakes = mistakes;
    this.lines = new CorrectionLines(mistakes, ANNOTATOR);
  }

  /**
   * One of several that exclude each other.
   *
   * @param label the label that would be right, or null where texts are compared
   * @param who says so
   * @param line the correction that it makes
   */
  record Choice(@Nullable String label, List<String> who, String line) {
    Choice {
      who = List.copyOf(who);
    }

    /** Never the content. */
    @Override
    public String toString() {
      return "Choice" + who;
    }
  }

  /** Whether any row that somebody got wrong can be corrected. */
  boolean isAny() {
    return mistakes.mistakes().stream().anyMatch(each -> CorrectionLines.isCaptured(each.row()))
        || mistakes.suspects().stream().anyMatch(each -> CorrectionLines.isCaptured(each.row()));
  }

  /** Those of a row: gold first, each answer once; none where no request was captured. */
  List<Choice> of(TestRow row) {
    if (!CorrectionLines.isCaptured(row)) {
      return List.of();
    }
    Map<String, Draft> drafts = new LinkedHashMap<>();
    if (row.gold() != null || row.goldText() != null) {
      add(drafts, "gold", row.gold(), row.goldText());
    }
    add(drafts, "student", row.answer(mistakes.student()));
    if (mistakes.teacher() != null) {
      add(drafts, "teacher", row.answer(mistakes.teacher()));
    }
    return drafts.values().stream().map(each -> each.choice(row, lines)).toList();
  }

  private static void add(Map<String, Draft> drafts, String who, Answered answer) {
    add(drafts, who, answer.label(), answer.label() == null ? answer.text() : null);
  }

  private static void add(
      Map<String, Draft> drafts, String who, @Nullable String label, @Nullable String text) {
    String key = label == null ? "text " + (text == null ? "" : text.strip()) : "label " + label;
    drafts.computeIfAbsent(key, any -> new Draft(label, text)).who.add(who);
  }

  private static final class Draft {
    private final @Nullable String label;
    private final @Nullable String text;
    private final List<String> who = new ArrayList<>();

    Draft(@Nullable String label, @Nullable String text) {
      this.label = label;
      this.text = text;
    }

    Choice choice(TestRow row, CorrectionLines lines) {
      return new Choice(label, who, lines.line(row, label, text, COMMENT));
    }
  }
}
