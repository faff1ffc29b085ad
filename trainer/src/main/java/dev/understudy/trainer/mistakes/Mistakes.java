package dev.understudy.trainer.mistakes;

import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that the judged system of a test set and its teacher got wrong. Labels decide where there are
 * any; where there are none, whether texts are the same but for white space around them.
 *
 * @param set the rows and answers
 * @param student the system that is judged
 * @param teacher its teacher, or null where none answered
 * @param mistakes by kind, then by topic, frequent topics first, then the student's most confident
 *     first
 * @param suspects rows whose gold is likely wrong, the most suspect first
 */
public record Mistakes(
    TestSet set,
    TestSystem student,
    @Nullable TestSystem teacher,
    List<Mistake> mistakes,
    List<Suspect> suspects) {
  public Mistakes {
    mistakes = List.copyOf(mistakes);
    suspects = List.copyOf(suspects);
  }

  /**
   * The mistakes of a test set.
   *
   * @param seed of the clusters, at least 0; the same seed gives the same topics
   */
  public static Mistakes of(TestSet set, int seed) {
    TestSystem student = set.subject();
    TestSystem teacher = set.first(Role.TEACHER).filter(each -> !each.equals(student)).orElse(null);
    List<TestRow> wrong =
        set.rows().stream().filter(row -> kind(row, student, teacher) != null).toList();
    Topics topics = Topics.of(set.rows(), seed);
    List<Mistake> mistakes = new ArrayList<>();
    for (TestRow row : wrong) {
      Kind kind = kind(row, student, teacher);
      if (kind != null) {
        mistakes.add(new Mistake(row, kind, topics.name(row)));
      }
    }
    return new Mistakes(
        set,
        student,
        teacher,
        sorted(mistakes, student),
        ConfidentLearning.suspects(set.rows(), student));
  }

  private static List<Mistake> sorted(List<Mistake> mistakes, TestSystem student) {
    Map<Kind, Map<String, Long>> sizes =
        mistakes.stream()
            .collect(
                Collectors.groupingBy(
                    Mistake::kind, Collectors.groupingBy(Mistake::topic, Collectors.counting())));
    return mistakes.stream()
        .sorted(
            Comparator.comparing(Mistake::kind)
                .thenComparing(
                    each ->
                        -sizes.getOrDefault(each.kind(), Map.of()).getOrDefault(each.topic(), 0L))
                .thenComparing(Mistake::topic)
                .thenComparing(each -> -confidence(each.row(), student))
                .thenComparing(each -> each.row().id()))
        .toList();
  }

  private static double confidence(TestRow row, TestSystem student) {
    Double confidence = row.answer(student).confidence();
    return confidence == null ? 0 : confidence;
  }

  private static @Nullable Kind kind(
      TestRow row, TestSystem student, @Nullable TestSystem teacher) {
    if (row.gold() == null && row.goldText() == null) {
      return teacher == null || agree(row, student, teacher) ? null : Kind.UNDECIDED;
    }
    boolean teacherIsWrong = teacher != null && !isRight(row, teacher);
    if (isRight(row, student)) {
      return teacherIsWrong ? Kind.TEACHER : null;
    }
    return teacherIsWrong ? Kind.BOTH : Kind.STUDENT;
  }

  private static boolean isRight(TestRow row, TestSystem system) {
    String text = row.goldText();
    if (row.gold() == null && text != null) {
      return row.answer(system).text().strip().equals(text.strip());
    }
    return row.isRight(system);
  }

  private static boolean agree(TestRow row, TestSystem student, TestSystem teacher) {
    boolean haveLabels = row.label(student).isPresent() || row.label(teacher).isPresent();
    return haveLabels
        ? row.label(student).equals(row.label(teacher))
        : row.answer(student).text().strip().equals(row.answer(teacher).text().strip());
  }

  /** Those of one kind, in their order. */
  public List<Mistake> of(Kind kind) {
    return mistakes.stream().filter(each -> each.kind() == kind).toList();
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Mistakes[" + mistakes.size() + " of " + set.rows().size() + " rows]";
  }
}
