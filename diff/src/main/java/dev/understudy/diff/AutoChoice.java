package dev.understudy.diff;

import dev.understudy.diff.json.JsonTerms;
import dev.understudy.diff.json.JsonText;
import dev.understudy.diff.text.Tokens;

/** Chooses a judge by what the two answers look like. */
record AutoChoice(Judge tools, Judge json, Judge label, Judge text) {
  /** A single word is no longer than this. */
  private static final int MAX_LABEL_LENGTH = 64;

  static AnswerComparator comparator(double threshold, JsonTerms terms) {
    AutoChoice choice =
        new AutoChoice(
            new ToolsJudge(), new JsonJudge(terms), LabelJudge.of(null), TextJudge.of(threshold));
    return new JudgedComparator("auto", choice::judge);
  }

  private Judge judge(Said teacher, Said student) {
    if (teacher.calls() != null || student.calls() != null) {
      return tools;
    }
    if (JsonText.of(teacher.text()).isContainer()) {
      return json;
    }
    return isWord(teacher.text()) && isWord(student.text()) ? label : text;
  }

  private static boolean isWord(String text) {
    String stripped = text.strip();
    return stripped.length() <= MAX_LABEL_LENGTH && Tokens.of(stripped).words().size() == 1;
  }
}
