package dev.understudy.diff;

import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.understudy.diff.json.JsonText;
import dev.understudy.diff.json.JsonValueAt;
import org.jspecify.annotations.Nullable;

/**
 * Compares two labels. The score is 1 for the same and 0 for different ones. A teacher without a
 * label leaves nothing to hold the student against; a student without one differs.
 */
record LabelJudge(Finder finder) implements Judge {
  /** Finds the label, as it is written, in what was said. */
  interface Finder {
    @Nullable String find(Said said);
  }

  static LabelJudge of(@Nullable String pick) {
    if (pick == null) {
      return new LabelJudge(Said::text);
    }
    return new LabelJudge(pick.startsWith("/") ? byPointer(pick) : byPattern(pick));
  }

  private static Finder byPointer(String pick) {
    JsonValueAt place = JsonValueAt.pointer(pick);
    return said -> place.scalarIn(JsonText.of(said.text()).value());
  }

  private static Finder byPattern(String pick) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(pick);
    } catch (PatternSyntaxException wrong) {
      throw new IllegalArgumentException(
          "pick '%s' is no regular expression of RE2: %s".formatted(pick, wrong.getDescription()),
          wrong);
    }
    if (pattern.groupCount() == 0) {
      throw new IllegalArgumentException(
          "pick '%s' has no group; put round brackets about the label, as in 'Answer: (\\w+)'"
              .formatted(pick));
    }
    return said -> {
      Matcher matcher = pattern.matcher(said.text());
      return matcher.find() ? matcher.group(1) : null;
    };
  }

  @Override
  public String word() {
    return "label";
  }

  @Override
  public Finding judge(Said teacher, Said student, Draft draft) {
    String ours = label(teacher);
    String theirs = label(student);
    draft.remarkIf(ours == null, Remark.TEACHER_WITHOUT_LABEL);
    draft.remarkIf(theirs == null, Remark.STUDENT_WITHOUT_LABEL);
    if (ours == null) {
      return draft.incomparable(word());
    }
    if (theirs == null) {
      draft.wholesDiffer(teacher, student);
      return draft.different(word(), 0);
    }
    if (ours.equals(theirs)) {
      return draft.same(word(), 1);
    }
    draft.differences().add("", new TextNode(ours), new TextNode(theirs));
    return draft.different(word(), 0);
  }

  private @Nullable String label(Said said) {
    String found = finder.find(said);
    return found == null || found.isBlank() ? null : Label.normalised(found);
  }
}
