package dev.understudy.rules.router;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a router was made of, for which route and student, and what it is good for.
 *
 * @param route the route whose requests it knows
 * @param student the upstream whose answers it foresees
 * @param studentVersions the versions of that student whose answers it learned from, as they call
 *     themselves; empty where they say none
 * @param created when it was made
 * @param counts what it was made of
 * @param quality how well it tells them from the others
 * @param threshold what rules mean by {@code auto}
 * @param curve quality against cost, by rising shares of the teacher
 */
public record RouterCard(
    String route,
    String student,
    List<String> studentVersions,
    Instant created,
    Counts counts,
    Quality quality,
    Threshold threshold,
    List<CurvePoint> curve) {
  public RouterCard {
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(student, "student");
    studentVersions = List.copyOf(studentVersions);
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(quality, "quality");
    Objects.requireNonNull(threshold, "threshold");
    curve = List.copyOf(curve);
  }

  /**
   * Numbers of requests.
   *
   * @param trained those learned from
   * @param heldOut those measured on
   * @param right of both, those that the student answered as well as the teacher
   * @param gold of both, those of which people said what is right
   */
  public record Counts(int trained, int heldOut, int right, int gold) {}

  /**
   * How well scores tell right from wrong on held-out requests.
   *
   * @param auc the chance that a request answered as well has a higher score than one that was not,
   *     within [0, 1]
   * @param calibrationError how far scores are from the share of right answers, within [0, 1]
   */
  public record Quality(double auc, double calibrationError) {
    public Quality {
      CurvePoint.share("auc", auc);
      CurvePoint.share("calibration_error", calibrationError);
    }
  }

  /**
   * A threshold, and what it was set for.
   *
   * @param value the score from which on the student is asked, within [0, 1]
   * @param wanted what was wanted, such as {@code teacher_share 20%}
   * @param teacherShare the teacher's share of the traffic at it
   * @param agreement the share of them that is answered as the teacher would
   */
  public record Threshold(double value, String wanted, double teacherShare, double agreement) {
    public Threshold {
      CurvePoint.share("value", value);
      Objects.requireNonNull(wanted, "wanted");
      CurvePoint.share("teacher_share", teacherShare);
      CurvePoint.share("agreement", agreement);
    }
  }
}
