package dev.understudy.trainer.router;

import dev.understudy.rules.router.CurvePoint;
import dev.understudy.trainer.evaluation.interval.Interval;
import dev.understudy.trainer.evaluation.interval.Wilson;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Quality against cost: what comes of asking the student where its score reaches a threshold, and
 * the teacher everywhere else. Thresholds lie halfway between two scores, so that the last bits of
 * a score, which another machine may round otherwise, move no request.
 */
final class QualityCurve {
  private static final double[] SHARES = {0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1};
  private static final double LEVEL = 0.95;

  private final List<ScoredRequest> requests; // from the lowest score on
  private final List<ScoredRequest> choosing; // likewise
  private final double[] traffic;

  /** A curve measured on the requests by which thresholds for agreements are chosen. */
  QualityCurve(List<ScoredRequest> requests, double[] traffic) {
    this(requests, requests, traffic);
  }

  /**
   * A curve.
   *
   * @param requests those it is measured on, at least one; not learned from
   * @param choosing those by which thresholds for agreements are chosen, at least one; where they
   *     are others, what is measured is not flattered by the choice
   * @param traffic scores of requests as they come, which tell how many lie below a threshold; at
   *     least one
   */
  QualityCurve(List<ScoredRequest> requests, List<ScoredRequest> choosing, double[] traffic) {
    this.requests = rising(requests);
    this.choosing = rising(choosing);
    this.traffic = traffic.clone();
    Arrays.sort(this.traffic);
  }

  private static List<ScoredRequest> rising(List<ScoredRequest> requests) {
    return requests.stream().sorted(Comparator.comparingDouble(ScoredRequest::score)).toList();
  }

  /** The threshold that reaches a goal. */
  double threshold(Goal goal) {
    return goal instanceof Goal.TeacherShare teacher
        ? forShare(teacher.share())
        : forAgreement(((Goal.Agreement) goal).share());
  }

  /** The threshold below which the share of the traffic is nearest to that one. */
  private double forShare(double share) {
    int wanted = (int) Math.round(share * traffic.length);
    int below = wanted;
    while (below > 0 && below < traffic.length && traffic[below - 1] == traffic[below]) {
      below--;
    }
    int above = wanted;
    while (above > 0 && above < traffic.length && traffic[above - 1] == traffic[above]) {
      above++;
    }
    return before(traffic, wanted - below <= above - wanted ? below : above);
  }

  /** The lowest threshold that reaches the agreement; with all to the teacher it is whole. */
  private double forAgreement(double wanted) {
    double[] scores = choosing.stream().mapToDouble(ScoredRequest::score).toArray();
    int disagreements = (int) choosing.stream().filter(each -> !each.judged().agrees()).count();
    int below = 0;
    // Agreement rises with each request that goes to the teacher, and those alike go together.
    while (below < scores.length
        && (scores.length - disagreements < wanted * scores.length - 1e-9
            || (below > 0 && scores[below - 1] == scores[below]))) {
      disagreements -= choosing.get(below++).judged().agrees() ? 0 : 1;
    }
    return before(scores, below);
  }

  /** A threshold that so many of the rising scores lie below. */
  private static double before(double[] scores, int below) {
    return below == 0 ? 0 : below == scores.length ? 1 : (scores[below - 1] + scores[below]) / 2;
  }

  /** What comes of the usual shares of the teacher, rising. */
  List<CurvePoint> points() {
    return Arrays.stream(SHARES).mapToObj(share -> at(share, forShare(share))).toList();
  }

  /**
   * What comes of a threshold.
   *
   * @param wantedShare the teacher's share that was wanted
   */
  CurvePoint at(double wantedShare, double threshold) {
    int all = requests.size();
    int agreeing = count(each -> each.score() < threshold || each.judged().agrees());
    double teacherShare = (double) count(each -> each.score() < threshold) / all;
    double agreement = (double) agreeing / all;
    double alone = (double) count(each -> each.judged().agrees()) / all;
    Interval interval = Wilson.of(agreeing, all, LEVEL);
    Accuracy accuracy = accuracy(threshold, teacherShare);
    return new CurvePoint(
        wantedShare,
        teacherShare,
        threshold,
        agreement,
        interval.low(),
        interval.high(),
        recovered(agreement, alone, 1),
        alone + teacherShare * (1 - alone),
        accuracy == null ? null : (Double) accuracy.value(),
        accuracy == null ? null : accuracy.recovered(),
        accuracy == null ? null : (Double) accuracy.random());
  }

  private int count(Predicate<ScoredRequest> which) {
    return (int) requests.stream().filter(which).count();
  }

  private record Accuracy(double value, @Nullable Double recovered, double random) {}

  private @Nullable Accuracy accuracy(double threshold, double teacherShare) {
    double rows = 0;
    double student = 0;
    double teacher = 0;
    double both = 0;
    for (ScoredRequest each : requests) {
      Judged.Gold gold = each.judged().gold();
      if (gold != null) {
        rows++;
        student += gold.student() ? 1 : 0;
        teacher += gold.teacher() ? 1 : 0;
        both += (each.score() < threshold ? gold.teacher() : gold.student()) ? 1 : 0;
      }
    }
    return rows == 0
        ? null
        : new Accuracy(
            both / rows,
            recovered(both / rows, student / rows, teacher / rows),
            (student + teacherShare * (teacher - student)) / rows);
  }

  private static @Nullable Double recovered(double quality, double student, double teacher) {
    return teacher > student ? (Double) ((quality - student) / (teacher - student)) : null;
  }

  /** The share of the traffic that lies below a threshold, within [0, 1]. */
  double trafficBelow(double threshold) {
    return (double) Arrays.stream(traffic).filter(score -> score < threshold).count()
        / traffic.length;
  }

  /** How many requests it is measured on. */
  int size() {
    return requests.size();
  }

  /** The requests, from the lowest score on. */
  List<ScoredRequest> requests() {
    return requests;
  }

  /** How many scores tell the shares. */
  int trafficSize() {
    return traffic.length;
  }
}
