package dev.understudy.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.diff.json.Differences;
import dev.understudy.diff.json.JsonText;
import dev.understudy.diff.schema.AnswerSchema;
import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds the answers another comparator compares against a JSON Schema too. */
record SchemaComparator(AnswerSchema schema, AnswerComparator compared)
    implements AnswerComparator {
  @Override
  public String word() {
    return compared.word();
  }

  @Override
  public Finding compare(Side teacher, Side student) {
    Finding finding = compared.compare(teacher, student);
    boolean teacherOff = isOff(teacher);
    boolean studentOff = isOff(student);
    if (!teacherOff && !studentOff) {
      return finding;
    }
    Set<Remark> remarks = EnumSet.noneOf(Remark.class);
    remarks.addAll(finding.remarks());
    if (teacherOff) {
      remarks.add(Remark.TEACHER_OFF_SCHEMA);
    }
    if (studentOff) {
      remarks.add(Remark.STUDENT_OFF_SCHEMA);
    }
    boolean turns = studentOff && !teacherOff && finding.verdict() == Verdict.SAME;
    return new Finding(
        finding.comparator(),
        turns ? Verdict.DIFFERENT : finding.verdict(),
        finding.score(),
        turns ? offPlaces(teacher, student) : finding.differences(),
        remarks,
        finding.measures());
  }

  /** Calls of tools and declined or failed answers are not what the schema speaks about. */
  private boolean isOff(Side side) {
    Answer answer = side.answer();
    if (answer == null || Said.failed(side)) {
      return false;
    }
    Said said = Said.of(answer);
    if (said.calls() != null || said.refused()) {
      return false;
    }
    JsonNode value = JsonText.of(said.text()).value();
    return value == null || !schema.offPlaces(value).isEmpty();
  }

  /** Where the student is off the schema, with what both have there. */
  private List<Difference> offPlaces(Side teacher, Side student) {
    JsonNode ours = value(teacher);
    JsonNode theirs = value(student);
    Differences differences = new Differences();
    if (theirs == null) {
      return List.of();
    }
    for (String pointer : schema.offPlaces(theirs)) {
      JsonNode there = ours == null ? null : ours.at(pointer);
      differences.add(
          pointer, there == null || there.isMissingNode() ? null : there, theirs.at(pointer));
    }
    return differences.list();
  }

  private static @Nullable JsonNode value(Side side) {
    Answer answer = side.answer();
    return answer == null ? null : JsonText.of(answer.output()).value();
  }
}
