package dev.understudy.trainer.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.diff.schema.AnswerSchema;
import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.Slices;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.evaluation.figures.SystemFigures.LabelFigures;
import dev.understudy.trainer.evaluation.figures.SystemFigures.TextFigures;
import dev.understudy.trainer.evaluation.interval.Bootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final TestSystem STUDENT = new TestSystem("student", Role.STUDENT);
  private static final TestSystem TEACHER = new TestSystem("teacher", Role.TEACHER);
  private static final EvaluationSettings QUICK =
      new EvaluationSettings(new Bootstrap(200, 1, 0.95), null, 20);

  @Test
  void systemsStandSideBySideOnTheSameRows() {
    TestSet set =
        set(
            row("1", "a", "a", "a"),
            row("2", "a", "a", "b"),
            row("3", "b", "a", "b"),
            row("4", "b", null, "b"),
            row("5", null, "b", "b"));

    EvaluationReport report = Evaluation.of(set, QUICK);

    assertThat(report.facts().rows()).isEqualTo(5);
    assertThat(report.facts().goldRows()).isEqualTo(4);
    SystemFigures student = report.subjectFigures();
    assertThat(known(student.accuracy()).value()).isEqualTo(0.5);
    assertThat(known(student.accuracy()).rows()).isEqualTo(4);
    assertThat(known(student.agreement()))
        .extracting(Measured::value, Measured::rows)
        .containsExactly(0.4, 5);
    assertThat(known(report.systems().get(1).accuracy()).value()).isEqualTo(0.75);
    assertThat(report.systems().get(1).agreement()).isNull();
    Comparison comparison = report.comparison("student", "teacher").orElseThrow();
    assertThat(comparison.bothRight()).isEqualTo(1);
    assertThat(comparison.onlyFirst()).isEqualTo(1);
    assertThat(comparison.onlySecond()).isEqualTo(2);
    assertThat(comparison.bothWrong()).isZero();
    assertThat(comparison.accuracy().value()).isEqualTo(-0.25);
    assertThat(comparison.p()).isEqualTo(1);
  }

  @Test
  void labelsHaveFiguresAndTheirConfusion() {
    TestSet set = set(row("1", "a", "a", "a"), row("2", "a", null, "a"), row("3", "b", "a", "b"));

    SystemFigures.ClassFigures classes =
        known(Evaluation.of(set, QUICK).subjectFigures().classes());

    LabelFigures a = classes.labels().get(0);
    assertThat(a.label()).isEqualTo("a");
    assertThat(known(a.precision()).value()).isEqualTo(0.5);
    assertThat(known(a.recall()).value()).isEqualTo(0.5);
    assertThat(a.f1()).isEqualTo(0.5);
    assertThat(a.answers()).containsExactly(1L, 0L, 1L);
    assertThat(classes.labels().get(1).precision()).isNull();
    assertThat(classes.withoutLabel()).isEqualTo(1);
    assertThat(classes.macroF1().value()).isEqualTo(0.25);
  }

  @Test
  void manyLabelsTakeNoMoreThanTheirRows() {
    TestRow[] rows = new TestRow[4_000];
    for (int i = 0; i < rows.length; i++) {
      String label = "label " + i;
      Answered answer =
          Answered.labelled("said", i % 2 == 0 ? label : "other")
              .withProbabilities(Map.of(label, 1.0));
      rows[i] = TestRow.of("row " + i, "?", label, Map.of("student", answer, "teacher", answer));
    }

    SystemFigures student = Evaluation.of(set(rows), QUICK).subjectFigures();

    assertThat(known(student.accuracy()).value()).isEqualTo(0.5);
    assertThat(known(student.classes()).labels()).hasSize(4_001);
    assertThat(known(student.classes()).labels().get(0).answers()).isEmpty();
    assertThat(student.rocAuc()).isNull();
  }

  @Test
  void figuresComeNearWhatTheDiceWereToldAndIntervalsHoldThem() {
    EvaluationReport report = Evaluation.of(Sets.seeded(600, 3), QUICK);

    SystemFigures student = report.subjectFigures();
    assertThat(known(student.accuracy()).low()).isLessThan(0.9);
    assertThat(known(student.accuracy()).high()).isGreaterThan(0.9);
    assertThat(known(student.calibration()).error().value()).isLessThan(0.05);
    assertThat(known(student.rocAuc()).value()).isBetween(0.85, 0.97);
    SystemFigures teacher = report.first(Role.TEACHER).orElseThrow();
    assertThat(known(teacher.tokens()).input()).isEqualTo(60_000);
    assertThat(teacher.calibration()).isNull();
    assertThat(teacher.rocAuc()).isNull();
    Comparison comparison =
        report.comparison(Sets.STUDENT.name(), Sets.TEACHER.name()).orElseThrow();
    assertThat(comparison.p()).isLessThan(0.001);
    assertThat(comparison.accuracy().lowOrValue()).isGreaterThan(0.03);
    assertThat(report.comparisons()).hasSize(2);
  }

  @Test
  void withoutAStudentAllPairsAreCompared() {
    List<TestSystem> teachers =
        List.of(
            new TestSystem("x", Role.TEACHER),
            new TestSystem("y", Role.TEACHER),
            new TestSystem("z", Role.TEACHER));
    Answered answer = Answered.labelled("a", "a");
    TestSet set =
        new TestSet(
            "set",
            teachers,
            List.of(TestRow.of("1", "?", "a", Map.of("x", answer, "y", answer, "z", answer))));

    assertThat(Evaluation.of(set, QUICK).comparisons())
        .extracting(each -> each.first() + each.second())
        .containsExactly("xy", "xz", "yz");
  }

  @Test
  void worstSlicesComeFirstAndThoseTooSmallShowNoFigure() {
    EvaluationReport report = Evaluation.of(Sets.seeded(600, 3), QUICK);

    List<SliceFigures> measured =
        report.slices().stream().filter(SliceFigures::isMeasured).toList();
    assertThat(measured).hasSize(4 + 1 + 2 + 1);
    assertThat(measured).extracting(each -> each.systems().get(0).figure().value()).isSorted();
    SliceFigures last = report.slices().get(report.slices().size() - 1);
    assertThat(last.value()).isEqualTo("rare");
    assertThat(last.rows()).isEqualTo(15);
    assertThat(last.systems()).isEmpty();
    assertThat(report.slices())
        .filteredOn(each -> each.dimension().equals("length"))
        .extracting(SliceFigures::value, SliceFigures::rows)
        .containsExactlyInAnyOrder(
            tuple("1. quarter: up to 159 tokens", 150),
            tuple("2. quarter: 160 to 309 tokens", 150),
            tuple("3. quarter: 310 to 459 tokens", 150),
            tuple("4. quarter: over 459 tokens", 150));
  }

  @Test
  void withoutGoldSlicesShowAgreement() {
    List<TestRow> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      rows.add(row("row " + i, null, i % 4 == 0 ? "a" : "b", "b"));
    }

    EvaluationReport report = Evaluation.of(set(rows.toArray(TestRow[]::new)), QUICK);

    assertThat(report.subjectFigures().accuracy()).isNull();
    assertThat(known(report.subjectFigures().agreement()).value()).isEqualTo(0.75);
    assertThat(report.comparisons()).isEmpty();
    assertThat(report.slices()).extracting(SliceFigures::measure).containsOnly("agreement");
    assertThat(report.slices()).extracting(SliceFigures::rows).containsExactly(30, 10);
  }

  @Test
  void textsAreMeasuredAgainstGoldAndTheTeacher() {
    AnswerSchema schema =
        AnswerSchema.of("{\"type\": \"object\", \"required\": [\"city\", \"sky\"]}");
    EvaluationSettings settings =
        QUICK.withTexts(new EvaluationSettings.Texts(schema, List.of("/city", "/sky")));
    TestSet set =
        new TestSet(
            "set",
            List.of(STUDENT, TEACHER),
            List.of(
                texts(
                    "1", "{\"city\": \"Bonn\", \"sky\": 1.0}", "{\"city\": \"Bonn\", \"sky\": 1}"),
                texts("2", "```json\n{\"city\": \"Ulm\"}\n```", "{\"city\": \"Bonn\"}"),
                texts("3", "{\"city\": \"Ulm\"}", "{\"city\": \"Ulm\"}"),
                texts("4", "no idea", "{\"city\": \"Ulm\"}")));

    SystemFigures student = Evaluation.of(set, settings).subjectFigures();

    SystemFigures.FormatFigures formats = known(student.formats());
    assertThat(formats.json().value()).isEqualTo(0.5);
    assertThat(formats.fenced()).isEqualTo(1);
    assertThat(known(formats.adhering()).value()).isEqualTo(0.25);
    assertThat(student.texts()).extracting(TextFigures::against).containsExactly("gold", "teacher");
    TextFigures gold = student.texts().get(0);
    assertThat(gold.exact().value()).isEqualTo(0.25);
    assertThat(known(gold.fields().get(0).match()).value()).isEqualTo(0.5);
    assertThat(known(gold.fields().get(1).match()).value()).isEqualTo(1);
    assertThat(known(gold.fields().get(1).match()).rows()).isEqualTo(1);
    assertThat(gold.tokenF1().value()).isBetween(0.1, 0.9);
    assertThat(student.accuracy()).isNull();
    assertThat(student.classes()).isNull();
  }

  @Test
  void perplexityIsThatOfAllTokensTold() {
    Answered answer = Answered.text("x").withLogprobs(List.of(Math.log(0.25), Math.log(0.25)));
    TestSet set =
        new TestSet(
            "set",
            List.of(STUDENT),
            List.of(TestRow.of("1", "?", null, Map.of("student", answer))));

    assertThat(known(Evaluation.of(set, QUICK).subjectFigures().perplexity()).value())
        .isCloseTo(4, within(1e-12));
  }

  @Test
  void sameSetGivesTheSameReport() {
    assertThat(Evaluation.of(Sets.seeded(80, 5), QUICK))
        .isEqualTo(Evaluation.of(Sets.seeded(80, 5), QUICK))
        .isNotEqualTo(Evaluation.of(Sets.seeded(80, 6), QUICK));
  }

  private static TestSet set(TestRow... rows) {
    return new TestSet("set", List.of(STUDENT, TEACHER), List.of(rows));
  }

  private static TestRow row(
      String id, @Nullable String gold, @Nullable String student, @Nullable String teacher) {
    return TestRow.of(
        id,
        "input " + id,
        gold,
        Map.of(
            "student", Answered.labelled("said", student),
            "teacher", Answered.labelled("said", teacher)));
  }

  private static TestRow texts(String id, String student, String gold) {
    return new TestRow(
        id,
        "?",
        null,
        gold,
        Map.of("student", Answered.text(student), "teacher", Answered.text(gold)),
        Slices.NONE);
  }

  private static <T> T known(@Nullable T figure) {
    return Objects.requireNonNull(figure);
  }
}
