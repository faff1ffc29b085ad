package dev.understudy.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.diff.json.JsonComparison;
import dev.understudy.diff.json.JsonTerms;
import dev.understudy.diff.json.JsonText;

/**
 * Compares two JSON values place by place. The score is the share of compared leaves that agree;
 * the same are those without a difference.
 */
record JsonJudge(JsonTerms terms) implements Judge {
  @Override
  public String word() {
    return "json";
  }

  @Override
  public Finding judge(Said teacher, Said student, Draft draft) {
    JsonText ours = JsonText.of(teacher.text());
    JsonText theirs = JsonText.of(student.text());
    JsonNode teacherValue = ours.value();
    JsonNode studentValue = theirs.value();
    draft.remarkIf(ours.fenced(), Remark.TEACHER_FENCED);
    draft.remarkIf(theirs.fenced(), Remark.STUDENT_FENCED);
    draft.remarkIf(teacherValue == null, Remark.TEACHER_INVALID_JSON);
    draft.remarkIf(studentValue == null, Remark.STUDENT_INVALID_JSON);
    if (teacherValue == null) {
      return draft.incomparable(word());
    }
    if (studentValue == null) {
      draft.wholesDiffer(teacher, student);
      return draft.different(word(), 0);
    }
    return judge(teacherValue, studentValue, draft);
  }

  private Finding judge(JsonNode teacher, JsonNode student, Draft draft) {
    JsonComparison comparison = JsonComparison.of(teacher, student, terms, draft.differences());
    if (comparison.leaves() == 0) {
      draft.remark(Remark.NOTHING_COMPARED);
      return draft.incomparable(word());
    }
    return comparison.agreeing() == comparison.leaves()
        ? draft.same(word(), 1)
        : draft.different(word(), comparison.score());
  }
}
