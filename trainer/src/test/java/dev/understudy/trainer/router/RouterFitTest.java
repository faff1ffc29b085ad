package dev.understudy.trainer.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.diff.label.LabelSettings;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.Verdict;
import dev.understudy.rules.router.CurvePoint;
import dev.understudy.rules.router.LearnedRouter;
import dev.understudy.rules.router.RouterCard;
import dev.understudy.rules.router.RouterFile;
import dev.understudy.trainer.router.DarkLaunch.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterFitTest {
  private static final Goal FIFTH = new Goal.TeacherShare(0.2);
  private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");
  private static final LabelReader LABELS =
      LabelReader.of(new LabelSettings(new LabelSettings.Text(), List.of()));

  @TempDir private Path captures = Path.of("");

  @Test
  void hardRequestsAreToldFromEasyOnes() throws IOException {
    new DarkLaunch(1).compared(1_000).writeTo(captures);

    RouterFit fit = fit(FIFTH);

    LearnedRouter router = fit.trained().router();
    List<Question> fresh = fresh(2, 400);
    double hardest =
        fresh.stream()
            .filter(each -> !each.isHard())
            .mapToDouble(each -> score(router, each))
            .min()
            .orElseThrow();
    long below =
        fresh.stream().filter(each -> each.isHard() && score(router, each) < hardest).count();
    long hard = fresh.stream().filter(Question::isHard).count();
    assertThat((double) below / hard).isGreaterThan(0.9);
    assertThat(fit.quality().auc()).isBetween(0.8, 0.98);
    assertThat(fresh.stream().mapToDouble(each -> off(router, each)).average().orElseThrow())
        .isLessThan(0.06);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void wantedShareIsMetWithinTwoPointsOnTrafficLikeIt(long seed) throws IOException {
    new DarkLaunch(seed).compared(800).uncompared(6_000).writeTo(captures);

    RouterFit fit = fit(FIFTH);

    LearnedRouter router = fit.trained().router();
    double threshold = fit.chosen().threshold();
    List<Question> fresh = fresh(seed + 100, 8_000);
    long teachers = fresh.stream().filter(each -> score(router, each) < threshold).count();
    assertThat((double) teachers / fresh.size()).isCloseTo(0.2, Offset.offset(0.02));
    assertThat(fit.quality().shareMargin()).isLessThan(0.011);
  }

  @Test
  void requestsThatNeverReachStudentsTellNothingOfTheShare() throws IOException {
    new DarkLaunch(14).compared(300).uncompared(200).kept(100).writeTo(captures);

    RouterFit fit = fit(FIFTH);

    assertThat(fit.quality().traffic()).isEqualTo(500);
  }

  @Test
  void wantedAgreementIsReachedOnTrafficLikeIt() throws IOException {
    new DarkLaunch(21).compared(3_000).writeTo(captures);

    RouterFit fit = fit(new Goal.Agreement(0.95));

    LearnedRouter router = fit.trained().router();
    double threshold = fit.chosen().threshold();
    double agreement =
        fresh(22, 4_000).stream()
            .mapToDouble(each -> score(router, each) < threshold ? 1 : each.isHard() ? 0.3 : 0.97)
            .average()
            .orElseThrow();
    assertThat(agreement).isCloseTo(0.95, Offset.offset(0.02));
    // Chosen by other requests than these, so chance may keep it from being met.
    assertThat(fit.chosen().agreement()).isCloseTo(0.95, Offset.offset(0.02));
    assertThat(0.95).isBetween(fit.chosen().agreementLow(), fit.chosen().agreementHigh());
    assertThat(fit.chosen().teacherShare()).isLessThan(0.5);
  }

  @Test
  void curveBeatsTheRandomRouterAndEndsWhereItMust() throws IOException {
    new DarkLaunch(31).compared(1_500).writeTo(captures);

    List<CurvePoint> curve = fit(FIFTH).quality().curve();

    assertThat(curve)
        .extracting(CurvePoint::wantedShare)
        .containsExactly(0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0);
    assertThat(curve).extracting(CurvePoint::agreement).isSorted();
    CurvePoint alone = curve.get(0);
    assertThat(alone.teacherShare()).isZero();
    assertThat(alone.agreement()).isEqualTo(alone.randomAgreement()).isBetween(0.7, 0.85);
    CurvePoint teacher = curve.get(7);
    assertThat(teacher.teacherShare()).isEqualTo(1);
    assertThat(teacher.agreement()).isEqualTo(1);
    assertThat(curve.subList(1, 6))
        .allSatisfy(
            point -> {
              assertThat(point.agreement()).isGreaterThan(point.randomAgreement() + 0.01);
              assertThat(point.recovered()).isGreaterThan(1.5 * point.teacherShare());
            });
  }

  @Test
  void sameCapturesGiveTheSameFile() throws IOException {
    new DarkLaunch(41).compared(300).uncompared(200).writeTo(captures);

    RouterFile.write(captures.resolve("a.json"), fit(FIFTH).trained());
    RouterFile.write(captures.resolve("b.json"), fit(FIFTH).trained());
    RouterFile.write(
        captures.resolve("c.json"),
        RouterFit.of(
                DarkLaunch.selection(captures),
                new FitSettings(FIFTH, FitSettings.usual(FIFTH).reader(), 0.3, 2, 20_000),
                LABELS,
                NOW)
            .trained());

    assertThat(captures.resolve("a.json")).hasSameBinaryContentAs(captures.resolve("b.json"));
    assertThat(Files.readString(captures.resolve("c.json")))
        .isNotEqualTo(Files.readString(captures.resolve("a.json")));
    assertThat(Files.size(captures.resolve("a.json"))).isLessThan(400_000);
  }

  @Test
  void capturesOfSeveralPlacesAndRepeatedDeliveriesCountOnce() throws IOException {
    DarkLaunch launch = new DarkLaunch(51).compared(200);
    launch.repeatLast();
    launch.writeTo(captures.resolve("one"));
    new DarkLaunch(52).compared(200).writeTo(captures.resolve("two"));

    RouterCard.Counts counts =
        RouterFit.of(
                DarkLaunch.selection(captures.resolve("one"), captures.resolve("two")),
                FitSettings.usual(FIFTH),
                LABELS,
                NOW)
            .trained()
            .card()
            .counts();

    assertThat(counts.trained() + counts.heldOut()).isEqualTo(400);
    assertThat(counts.heldOut()).isBetween(80, 160);
  }

  @Test
  void whereThereIsGoldRightIsWhatPeopleSay() throws IOException {
    DarkLaunch launch = new DarkLaunch(61);
    for (int i = 0; i < 400; i++) {
      Question question = launch.question();
      // The teacher errs on easy questions, which the student has right; it has the hard ones
      // wrong.
      launch.corrected(question, question.isHard() ? 1 : i % 2, question.isHard() ? 0 : 1, "true");
    }
    launch.writeTo(captures);

    RouterFit fit = fit(new Goal.TeacherShare(0.3));

    assertThat(fit.trained().card().counts().gold()).isEqualTo(400);
    assertThat(fit.quality().auc()).isGreaterThan(0.99);
    CurvePoint chosen = fit.chosen();
    assertThat(chosen.accuracy()).isGreaterThan(0.95);
    CurvePoint teacher = fit.quality().curve().get(7);
    assertThat(teacher.accuracy()).isBetween(0.5, 0.8);
    assertThat(chosen.randomAccuracy()).isBetween(0.5, 0.8);
  }

  @Test
  void correctionsCountWhereBothAnswersHaveALabel() throws IOException {
    DarkLaunch launch = new DarkLaunch(62).compared(200);
    for (int i = 0; i < 40; i++) {
      launch.corrected(launch.question(), 1, 0, "1");
    }
    launch.unlabelled().corrected(launch.question(), 1, 0, "1");
    launch.writeTo(captures);

    RouterCard.Counts counts = fit(FIFTH).trained().card().counts();

    assertThat(counts.gold()).isEqualTo(40);
    assertThat(counts.trained() + counts.heldOut()).isEqualTo(241);
  }

  @Test
  void correctionsThatAreNobodysAnswerAreReadInAWrongPlace() throws IOException {
    DarkLaunch launch = new DarkLaunch(63).compared(150);
    for (int i = 0; i < 3; i++) {
      launch.corrected(launch.question(), 1, 0, "{\"is_bad\": true}");
    }
    launch.writeTo(captures);

    assertThatThrownBy(() -> fit(FIFTH))
        .hasMessage(
            captures
                + ": none of 3 corrections of answers to route 'moderation' is what the student or"
                + " the teacher answered; say --label POINTER, where answers have their label, such"
                + " as /is_bad");
  }

  @Test
  void whatMayNotBeLearnedFromIsLeftOutAndCounted() throws IOException {
    DarkLaunch launch = new DarkLaunch(71).compared(200);
    launch.compared(launch.question(), Verdict.INCOMPARABLE);
    launch.mayTrain("no").compared(30).mayTrain("ask").compared(10);
    launch.mayTrain("yes").student("student", "moderation-2").compared(5);
    launch.student("student", "moderation-3").compared(1);
    launch.writeTo(captures);

    RouterFit fit = fit(FIFTH);

    assertThat(fit.left().counts())
        .containsExactly(
            "1 incomparable",
            "5 of other versions of the student",
            "40 whose teacher may not be learned from (may_train)");
    assertThat(fit.trained().card().studentVersions()).containsExactly("moderation-3");
    RouterCard.Counts counts = fit.trained().card().counts();
    assertThat(counts.trained() + counts.heldOut()).isEqualTo(201);
  }

  @Test
  void answersThatWereWithheldAreLeftOutAndCounted() throws IOException {
    DarkLaunch launch = new DarkLaunch(72).compared(200).studentsRole(Role.ESCALATED);
    for (int i = 0; i < 90; i++) {
      launch.compared(launch.question(), Verdict.DIFFERENT);
    }
    launch.writeTo(captures);

    RouterFit fit = fit(FIFTH);

    assertThat(fit.left().counts())
        .containsExactly("90 whose answer by the student was withheld (role escalated)");
    RouterCard.Counts counts = fit.trained().card().counts();
    assertThat(counts.trained() + counts.heldOut()).isEqualTo(200);
    assertThat(counts.right()).isGreaterThan(140);
  }

  @Test
  void withoutComparisonsItSaysHowToHaveThem() throws IOException {
    new DarkLaunch(1).uncompared(5).writeTo(captures);

    assertThatThrownBy(() -> fit(FIFTH))
        .hasMessage(
            captures
                + ": holds no comparisons; serve the route with launch: {dark: ...} first, so that"
                + " the student is compared with the teacher");
  }

  @Test
  void otherRoutesAreNamed() throws IOException {
    new DarkLaunch(1).compared(5).writeTo(captures);
    Selection other = Selection.of(DarkLaunch.selection(captures).captures(), "sorting");

    assertThatThrownBy(() -> RouterFit.of(other, FitSettings.usual(FIFTH), LABELS, NOW))
        .hasMessage(
            captures
                + ": holds no comparisons of route 'sorting'; compared were routes: moderation");
  }

  @Test
  void ofSeveralStudentsOneIsToBeNamed() throws IOException {
    new DarkLaunch(1).compared(5).student("other", null).compared(5).writeTo(captures);

    assertThatThrownBy(() -> fit(FIFTH))
        .hasMessage(
            "route 'moderation' was compared with several students: say which with --student:"
                + " other, student");
  }

  @ParameterizedTest
  @CsvSource({"150, 0", "0, 150", "150, 3", "40, 20"})
  void tooLittleIsRefused(int right, int wrong) throws IOException {
    DarkLaunch launch = new DarkLaunch(81);
    Stream.generate(launch::question)
        .limit(right)
        .forEach(each -> launch.compared(each, Verdict.SAME));
    Stream.generate(launch::question)
        .limit(wrong)
        .forEach(each -> launch.compared(each, Verdict.DIFFERENT));
    launch.writeTo(captures);
    String who = "route 'moderation': student 'student' was ";
    String message =
        right + wrong < 100
            ? "compared on 60 requests that can be used; at least 100 are needed: go on with the"
                + " dark launch, or raise its share"
            : wrong == 0
                ? "as good as the teacher on all 150 requests: none is hard; let it serve (launch: canary), or go on"
                    + " with the dark launch until it errs"
                : right == 0
                    ? "worse than the teacher on all 150 requests: none is easy; train it better, or see what"
                        + " differs: understudy captures comparisons"
                    : "as good as the teacher on 150 requests and worse on 3; at least 10 of each are needed: go on"
                        + " with the dark launch, or raise its share";

    assertThatThrownBy(() -> fit(FIFTH)).hasMessage(who + message);
  }

  @Test
  void whatIsMissingFromTooLittleIsSaid() throws IOException {
    DarkLaunch launch = new DarkLaunch(82).compared(60);
    launch.compared(launch.question(), Verdict.INCOMPARABLE);
    launch.mayTrain("ask").compared(70).writeTo(captures);

    assertThatThrownBy(() -> fit(FIFTH))
        .hasMessage(
            "route 'moderation': student 'student' was compared on 60 requests that can be used"
                + " (left out: 1 incomparable; 70 whose teacher may not be learned from"
                + " (may_train)); at least 100 are needed: go on with the dark launch, or raise its"
                + " share");
  }

  private RouterFit fit(Goal goal) throws IOException {
    return RouterFit.of(DarkLaunch.selection(captures), FitSettings.usual(goal), LABELS, NOW);
  }

  private static List<Question> fresh(long seed, int count) {
    return Stream.generate(new DarkLaunch(seed)::question).limit(count).toList();
  }

  /** How far a score is from the chance that the student is right, as the captures were made. */
  private static double off(LearnedRouter router, Question question) {
    return Math.abs(score(router, question) - (question.isHard() ? 0.3 : 0.97));
  }

  private static double score(LearnedRouter router, Question question) {
    return router.score(question.body(), DarkLaunch.PATH);
  }
}
