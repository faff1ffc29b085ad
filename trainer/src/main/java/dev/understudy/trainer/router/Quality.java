package dev.understudy.trainer.router;

import dev.understudy.rules.router.CurvePoint;
import dev.understudy.rules.router.RouterCard;
import dev.understudy.trainer.evaluation.interval.Bootstrap;
import dev.understudy.trainer.evaluation.interval.Interval;
import dev.understudy.trainer.evaluation.metric.Calibration;
import dev.understudy.trainer.evaluation.metric.RocAuc;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How well scores tell the requests that a student answers as well as its teacher from the others.
 *
 * @param requests how many requests it was measured on
 * @param traffic how many requests told the share of the teacher
 * @param teacherShare the share of that traffic that the threshold sends to the teacher, within [0,
 *     1]
 * @param shareMargin how far the teacher's share of new traffic may be off from it by chance, in 95
 *     of 100 cases, as a share
 * @param auc the chance that a request answered as well has a higher score than one answered worse
 * @param aucInterval where that lies with 95 % confidence, or null where there are too few
 * @param calibrationError how far scores are from the share of requests answered as well
 * @param chosen what comes of the threshold that was set
 * @param curve quality against cost, by rising shares of the teacher
 */
public record Quality(
    int requests,
    int traffic,
    double teacherShare,
    double shareMargin,
    double auc,
    @Nullable Interval aucInterval,
    double calibrationError,
    CurvePoint chosen,
    List<CurvePoint> curve) {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(500, 1, 0.95);

  public Quality {
    curve = List.copyOf(curve);
  }

  /** That of a curve, with the threshold that reaches a goal. */
  static Quality of(QualityCurve curve, Goal goal) {
    List<ScoredRequest> requests = curve.requests();
    double[] scores = requests.stream().mapToDouble(ScoredRequest::score).toArray();
    boolean[] right = new boolean[scores.length];
    for (int i = 0; i < right.length; i++) {
      right[i] = requests.get(i).judged().isAsGood();
    }
    RocAuc auc = new RocAuc(scores, right);
    int[] all = IntStream.range(0, scores.length).toArray();
    double threshold = curve.threshold(goal);
    double teacherShare = curve.trafficBelow(threshold);
    return new Quality(
        scores.length,
        curve.trafficSize(),
        teacherShare,
        margin(teacherShare, goal, curve),
        auc.of(all),
        BOOTSTRAP.interval(scores.length, auc::of).orElse(null),
        Calibration.of(scores, right, all).error(),
        curve.at(
            goal instanceof Goal.TeacherShare wanted ? wanted.share() : teacherShare, threshold),
        curve.points());
  }

  /** The threshold as a router's card holds it. */
  RouterCard.Threshold threshold(Goal goal) {
    return new RouterCard.Threshold(
        chosen.threshold(), goal.words(), teacherShare, chosen.agreement());
  }

  /**
   * A threshold for a share is a quantile of all scores of the traffic; what one for an agreement
   * comes to is known of the requests it is measured on alone.
   */
  private static double margin(double share, Goal goal, QualityCurve curve) {
    int told = goal instanceof Goal.TeacherShare ? curve.trafficSize() : curve.size();
    return 1.96 * Math.sqrt(share * (1 - share) / told);
  }
}
