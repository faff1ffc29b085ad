package dev.understudy.diff.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far two JSON values agree, counted in leaves: values that hold no others, the empty object
 * and the empty array among them. A place that one side lacks counts with all its leaves.
 *
 * <p>Takes linear time, but for arrays without order, see {@link Unordered}. Recurses as deep as
 * the values are nested, which {@link JsonText} bounds.
 */
public final class JsonComparison {
  private final double tolerance;
  private final @Nullable Differences differences;
  private final Unordered.Budget budget;
  private long leaves;
  private long agreeing;

  JsonComparison(double tolerance, @Nullable Differences differences, Unordered.Budget budget) {
    this.tolerance = tolerance;
    this.differences = differences;
    this.budget = budget;
  }

  /** Compares the two under the terms; what differs is added to the differences. */
  public static JsonComparison of(
      JsonNode teacher, JsonNode student, JsonTerms terms, Differences differences) {
    JsonComparison comparison =
        new JsonComparison(terms.tolerance(), differences, new Unordered.Budget());
    comparison.compare(Path.ROOT, teacher, student, Marks.of(terms));
    return comparison;
  }

  /** How many leaves counted; 0 where the terms leave nothing to compare. */
  public long leaves() {
    return leaves;
  }

  /** How many of them agree. */
  public long agreeing() {
    return agreeing;
  }

  /** The share of leaves that agree, within [0, 1]; 1 where there are none. */
  public double score() {
    return leaves == 0 ? 1 : (double) agreeing / leaves;
  }

  double tolerance() {
    return tolerance;
  }

  Unordered.Budget budget() {
    return budget;
  }

  void agree(long count) {
    leaves += count;
    agreeing += count;
  }

  /** Compares what the two have at a place; null is for a side that has nothing there. */
  void compare(Path path, @Nullable JsonNode teacher, @Nullable JsonNode student, Marks marks) {
    if (marks.countNothing() || (teacher == null && student == null)) {
      return;
    }
    budget.visit();
    if (bothAre(teacher, student, Kind.OBJECT)) {
      compareMembers(path, teacher, student, marks);
    } else if (bothAre(teacher, student, Kind.ARRAY)) {
      compareElements(path, teacher, student, marks);
    } else if (!marks.countWhole()) {
      compareBelow(path, teacher, student, marks);
    } else if (teacher != null && student != null && areScalars(teacher, student)) {
      count(path, teacher, student, 1, Scalars.same(teacher, student, tolerance));
    } else {
      long size = Math.max(Weight.of(teacher, marks), Weight.of(student, marks));
      count(path, teacher, student, size, false);
    }
  }

  private enum Kind {
    OBJECT,
    ARRAY
  }

  private static boolean bothAre(
      @Nullable JsonNode teacher, @Nullable JsonNode student, Kind kind) {
    return is(teacher, kind) && is(student, kind);
  }

  private static boolean is(@Nullable JsonNode node, Kind kind) {
    return node != null && (kind == Kind.OBJECT ? node.isObject() : node.isArray());
  }

  private static boolean areScalars(JsonNode teacher, JsonNode student) {
    return teacher.isValueNode() && student.isValueNode();
  }

  private void count(
      Path path,
      @Nullable JsonNode teacher,
      @Nullable JsonNode student,
      long size,
      boolean agreeing) {
    if (agreeing) {
      agree(size);
      return;
    }
    leaves += size;
    if (differences == null || size == 0) {
      return;
    }
    if (differences.isFull()) {
      differences.addLeftOut();
    } else {
      differences.add(path.pointer(), teacher, student);
    }
  }

  private void compareMembers(
      Path path, @Nullable JsonNode teacher, @Nullable JsonNode student, Marks marks) {
    boolean teacherHasNone = teacher == null || teacher.isEmpty();
    boolean studentHasNone = student == null || student.isEmpty();
    if (teacherHasNone && studentHasNone) {
      agree(marks.countWhole() ? 1 : 0);
      return;
    }
    if (teacher != null) {
      for (Map.Entry<String, JsonNode> member : teacher.properties()) {
        String name = member.getKey();
        JsonNode other = student == null ? null : student.get(name);
        compare(path.at(name), member.getValue(), other, marks.at(name));
      }
    }
    if (student != null) {
      for (Map.Entry<String, JsonNode> member : student.properties()) {
        String name = member.getKey();
        if (teacher == null || !teacher.has(name)) {
          compare(path.at(name), null, member.getValue(), marks.at(name));
        }
      }
    }
  }

  private void compareElements(
      Path path, @Nullable JsonNode teacher, @Nullable JsonNode student, Marks marks) {
    int ours = teacher == null ? 0 : teacher.size();
    int theirs = student == null ? 0 : student.size();
    if (ours == 0 && theirs == 0) {
      agree(marks.countWhole() ? 1 : 0);
    } else if (marks.unordered().here()) {
      new Unordered(this, path, marks.atAny()).compare(teacher, student);
    } else {
      for (int i = 0; i < Math.max(ours, theirs); i++) {
        String index = Integer.toString(i);
        compare(
            path.at(index),
            teacher == null ? null : teacher.get(i),
            student == null ? null : student.get(i),
            marks.at(index));
      }
    }
  }

  /** Only places below count, and the two are not alike: each side's are missing on the other. */
  private void compareBelow(
      Path path, @Nullable JsonNode teacher, @Nullable JsonNode student, Marks marks) {
    if (teacher != null) {
      compareBelow(path, teacher, true, marks);
    }
    if (student != null) {
      compareBelow(path, student, false, marks);
    }
  }

  private void compareBelow(Path path, JsonNode side, boolean isTeacher, Marks marks) {
    JsonNode teacher = isTeacher ? side : null;
    JsonNode student = isTeacher ? null : side;
    if (side.isObject()) {
      compareMembers(path, teacher, student, marks);
    } else if (side.isArray()) {
      compareElements(path, teacher, student, marks);
    }
  }
}
