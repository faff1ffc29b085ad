package dev.understudy.diff;

import dev.understudy.diff.text.EditLikeness;
import dev.understudy.diff.text.Likeness;
import dev.understudy.diff.text.Passage;
import dev.understudy.diff.text.RougeL;
import dev.understudy.diff.text.TokenF1;
import java.util.List;

/**
 * Compares two texts by how alike they are. ROUGE-L decides, as it sees which words are shared and
 * in which order, and is blind to case, punctuation and white space; the other measures are
 * recorded beside it.
 *
 * @param deciding the measure that is the score
 * @param others the measures recorded beside it
 * @param threshold the least score that counts as the same
 */
record TextJudge(Likeness deciding, List<Likeness> others, double threshold) implements Judge {
  static TextJudge of(double threshold) {
    return new TextJudge(new RougeL(), List.of(new TokenF1(), new EditLikeness()), threshold);
  }

  TextJudge {
    others = List.copyOf(others);
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("threshold must be within [0, 1], got " + threshold);
    }
  }

  @Override
  public String word() {
    return "text";
  }

  @Override
  public Finding judge(Said teacher, Said student, Draft draft) {
    Passage ours = Passage.of(teacher.text());
    Passage theirs = Passage.of(student.text());
    draft.remarkIf(ours.isClipped() || theirs.isClipped(), Remark.TEXT_CLIPPED);
    double score = measured(deciding, ours, theirs, draft);
    others.forEach(other -> measured(other, ours, theirs, draft));
    if (score >= threshold) {
      return draft.same(word(), score);
    }
    draft.wholesDiffer(teacher, student);
    return draft.different(word(), score);
  }

  private static double measured(Likeness likeness, Passage teacher, Passage student, Draft draft) {
    double value = likeness.of(teacher, student);
    draft.measure(likeness.word(), value);
    return value;
  }
}
