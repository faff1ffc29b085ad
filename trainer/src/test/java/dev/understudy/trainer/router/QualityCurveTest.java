package dev.understudy.trainer.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.router.CurvePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class QualityCurveTest {
  private static final ScoredRequest[] FOUR = {
    scored(0.9, true), scored(0.2, false), scored(0.6, true), scored(0.4, false)
  };

  @Test
  void thresholdsLieBetweenScores() {
    QualityCurve curve = curve(FOUR);

    assertThat(threshold(curve, 0)).isZero();
    assertThat(threshold(curve, 0.25)).isCloseTo(0.3, Offset.offset(1e-12));
    assertThat(threshold(curve, 0.5)).isCloseTo(0.5, Offset.offset(1e-12));
    assertThat(threshold(curve, 1)).isEqualTo(1);
  }

  @Test
  void requestsOfOneScoreGoTogether() {
    QualityCurve curve =
        curve(
            scored(0.5, true),
            scored(0.5, true),
            scored(0.5, false),
            scored(0.7, true),
            scored(0.8, true));

    assertThat(threshold(curve, 0.2)).isZero();
    assertThat(threshold(curve, 0.4)).isCloseTo(0.6, Offset.offset(1e-12));
    assertThat(curve.threshold(new Goal.Agreement(0.9))).isCloseTo(0.6, Offset.offset(1e-12));
  }

  @Test
  void sharesAreThoseOfTheTrafficAndAgreementThatOfTheCompared() {
    double[] traffic = {0.1, 0.1, 0.1, 0.1, 0.5, 0.95, 0.95, 0.95, 0.95, 0.95};
    QualityCurve curve = new QualityCurve(List.of(FOUR), traffic);

    double threshold = threshold(curve, 0.4);
    CurvePoint point = curve.at(0.4, threshold);

    assertThat(threshold).isCloseTo(0.3, Offset.offset(1e-12));
    assertThat(point.teacherShare()).isEqualTo(0.25);
    assertThat(point.agreement()).isEqualTo(0.75);
    assertThat(curve.trafficBelow(threshold)).isEqualTo(0.4);
  }

  @Test
  void teachersShareIsThatOfTheTrafficWithAMarginByWhatToldTheThreshold() {
    double[] traffic = {0.1, 0.1, 0.1, 0.1, 0.5, 0.95, 0.95, 0.95, 0.95, 0.95};
    QualityCurve curve = new QualityCurve(List.of(FOUR), traffic);

    Quality forShare = Quality.of(curve, new Goal.TeacherShare(0.4));
    Quality forAgreement = Quality.of(curve, new Goal.Agreement(0.75));

    assertThat(forShare.chosen().teacherShare()).isEqualTo(0.25);
    assertThat(forShare.teacherShare()).isEqualTo(0.4);
    assertThat(forShare.threshold(new Goal.TeacherShare(0.4)).teacherShare()).isEqualTo(0.4);
    assertThat(forShare.shareMargin())
        .isCloseTo(1.96 * Math.sqrt(0.4 * 0.6 / 10), Offset.offset(1e-12));
    assertThat(forAgreement.teacherShare()).isEqualTo(0.4);
    assertThat(forAgreement.shareMargin())
        .isCloseTo(1.96 * Math.sqrt(0.4 * 0.6 / 4), Offset.offset(1e-12));
  }

  @Test
  void agreementIsReachedWithTheFewestAtTheTeacher() {
    QualityCurve curve = curve(FOUR);

    assertThat(curve.threshold(new Goal.Agreement(0.5))).isZero();
    assertThat(curve.threshold(new Goal.Agreement(0.75))).isCloseTo(0.3, Offset.offset(1e-12));
    assertThat(curve.threshold(new Goal.Agreement(0.76))).isCloseTo(0.5, Offset.offset(1e-12));
    assertThat(curve.threshold(new Goal.Agreement(1))).isCloseTo(0.5, Offset.offset(1e-12));
  }

  @Test
  void thresholdsForAgreementsMayBeChosenByOtherRequestsThanTheyAreMeasuredOn() {
    List<ScoredRequest> choosing =
        List.of(scored(0.1, false), scored(0.3, true), scored(0.7, true), scored(0.8, true));
    QualityCurve curve = new QualityCurve(List.of(FOUR), choosing, new double[] {0.5});

    double threshold = curve.threshold(new Goal.Agreement(1));

    assertThat(threshold).isCloseTo(0.2, Offset.offset(1e-12));
    assertThat(curve.at(0, 0.25).agreement()).isEqualTo(0.75);
  }

  @Test
  void gapRecoveredIsTheWayFromTheStudentToTheTeacher() {
    CurvePoint point = curve(FOUR).at(0.25, 0.3);

    assertThat(point.agreement()).isEqualTo(0.75);
    assertThat(point.recovered()).isEqualTo(0.5);
    assertThat(point.randomAgreement()).isEqualTo(0.625);
    assertThat(point.accuracy()).isNull();
  }

  @Test
  void accuracyIsThatOfRequestsWithGold() {
    ScoredRequest[] requests = {
      gold(0.1, false, true),
      gold(0.3, false, true),
      gold(0.6, true, false),
      gold(0.8, true, true),
      scored(0.2, false),
    };

    CurvePoint point = curve(requests).at(0.2, 0.15);

    assertThat(point.accuracy()).isEqualTo(0.75);
    assertThat(point.accuracyRecovered()).isEqualTo(1);
    assertThat(point.randomAccuracy()).isCloseTo(0.55, Offset.offset(1e-12));
  }

  @Test
  void withoutAGapNothingIsRecovered() {
    CurvePoint point = curve(scored(0.3, true), scored(0.6, true)).at(0.5, 0.5);

    assertThat(point.recovered()).isNull();
    assertThat(point.agreement()).isEqualTo(1);
  }

  @Test
  void moreAtTheTeacherNeverAgreesLess() {
    Random dice = new Random(6);
    for (int i = 0; i < 50; i++) {
      List<ScoredRequest> requests = new ArrayList<>();
      for (int row = dice.nextInt(60) + 1; row > 0; row--) {
        requests.add(scored(dice.nextInt(10) / 10.0, dice.nextBoolean()));
      }
      List<CurvePoint> points = curve(requests.toArray(ScoredRequest[]::new)).points();

      assertThat(points).extracting(CurvePoint::agreement).isSorted();
      assertThat(points).extracting(CurvePoint::threshold).isSorted();
      assertThat(points.get(points.size() - 1).agreement()).isEqualTo(1);
    }
  }

  private static double threshold(QualityCurve curve, double share) {
    return curve.threshold(new Goal.TeacherShare(share));
  }

  private static QualityCurve curve(ScoredRequest... requests) {
    double[] scores = List.of(requests).stream().mapToDouble(ScoredRequest::score).toArray();
    return new QualityCurve(List.of(requests), scores);
  }

  private static ScoredRequest scored(double score, boolean agrees) {
    return new ScoredRequest(score, new Judged(agrees, null));
  }

  private static ScoredRequest gold(double score, boolean student, boolean teacher) {
    return new ScoredRequest(
        score, new Judged(student == teacher, new Judged.Gold(student, teacher)));
  }
}
