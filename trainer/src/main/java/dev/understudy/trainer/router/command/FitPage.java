package dev.understudy.trainer.router.command;

import dev.understudy.rules.router.CurvePoint;
import dev.understudy.rules.router.RouterCard;
import dev.understudy.trainer.evaluation.interval.Interval;
import dev.understudy.trainer.router.ConfidenceFit;
import dev.understudy.trainer.router.Goal;
import dev.understudy.trainer.router.LeftOut;
import dev.understudy.trainer.router.Quality;
import dev.understudy.trainer.router.RouterFit;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What came of a fit, for people. */
final class FitPage {
  private static final String NONE = "-";

  private final StringBuilder page = new StringBuilder();

  private FitPage() {}

  /** Of a router. */
  static String of(RouterFit fit, Goal goal, Path file) {
    RouterCard card = fit.trained().card();
    RouterCard.Counts counts = card.counts();
    FitPage page = new FitPage();
    page.who(card.route(), card.student(), card.studentVersions());
    page.line(
        "%,d compared requests, %,d answered as well as the teacher%s; learned from %,d, measured on the other %,d",
        counts.trained() + counts.heldOut(),
        counts.right(),
        gold(counts.gold()),
        counts.trained(),
        counts.heldOut());
    page.rest(fit.quality(), fit.left());
    page.chosen(fit.quality(), goal);
    page.line("");
    page.line("wrote %s; in the route's rules:", file);
    page.line("  launch: {hybrid: {easy: {router: %s, threshold: auto}}}", file.getFileName());
    return page.page.toString();
  }

  /** Of a threshold of confidence. */
  static String of(String route, ConfidenceFit fit, Goal goal) {
    FitPage page = new FitPage();
    page.who(route, fit.student(), fit.versions());
    page.line(
        "%,d compared requests, %,d answered as well as the teacher%s%s",
        fit.compared(), fit.right(), gold(fit.gold()), measured(fit));
    page.rest(fit.quality(), fit.left());
    page.chosen(fit.quality(), goal);
    page.line("");
    page.line("in the route's rules:");
    page.line("  launch: {hybrid: {confident: %.6f}}", fit.quality().chosen().threshold());
    return page.page.toString();
  }

  private void who(String route, String student, List<String> versions) {
    line(
        "route %s, student %s%s",
        route, student, versions.isEmpty() ? "" : " (" + String.join(", ", versions) + ")");
  }

  private static String measured(ConfidenceFit fit) {
    int measured = fit.quality().requests();
    return measured == fit.compared()
        ? ""
        : String.format(
            Locale.ROOT,
            "; chosen on %,d, measured on the other %,d",
            fit.compared() - measured,
            measured);
  }

  private static String gold(int gold) {
    return gold == 0 ? "" : ", of %,d of which people said what is right".formatted(gold);
  }

  private void rest(Quality quality, LeftOut left) {
    if (!left.counts().isEmpty()) {
      line("left out: %s", String.join("; ", left.counts()));
    }
    Interval auc = quality.aucInterval();
    line(
        "tells them from the others: AUC %.3f%s; calibration error %.3f",
        quality.auc(),
        auc == null ? "" : String.format(Locale.ROOT, " (%.3f to %.3f)", auc.low(), auc.high()),
        quality.calibrationError());
    line("");
    table(quality.curve());
    line("");
  }

  private void table(List<CurvePoint> curve) {
    boolean hasGold = curve.stream().anyMatch(point -> point.accuracy() != null);
    line(
        "%8s %9s %9s %18s %9s %9s%s",
        "teacher",
        "measured",
        "threshold",
        "agreement",
        "random",
        "recovered",
        hasGold ? "  accuracy    random recovered" : "");
    for (CurvePoint point : curve) {
      line(
          "%7.0f%% %8.1f%% %9.4f %18s %8.1f%% %9s%s",
          100 * point.wantedShare(),
          100 * point.teacherShare(),
          point.threshold(),
          agreement(point),
          100 * point.randomAgreement(),
          percent(point.recovered(), "%.0f%%"),
          hasGold
              ? String.format(
                  Locale.ROOT,
                  " %9s %9s %9s",
                  percent(point.accuracy(), "%.1f%%"),
                  percent(point.randomAccuracy(), "%.1f%%"),
                  percent(point.accuracyRecovered(), "%.0f%%"))
              : "");
    }
  }

  private static String agreement(CurvePoint point) {
    return String.format(
        Locale.ROOT,
        "%.1f%% (%.1f-%.1f)",
        100 * point.agreement(),
        100 * point.agreementLow(),
        100 * point.agreementHigh());
  }

  private static String percent(@Nullable Double share, String format) {
    return share == null ? NONE : String.format(Locale.ROOT, format, 100 * share);
  }

  private void chosen(Quality quality, Goal goal) {
    CurvePoint chosen = quality.chosen();
    line(
        "threshold %.6f for %s: %.1f%% to the teacher (within %.1f points in new traffic),",
        chosen.threshold(),
        goal.words(),
        100 * quality.teacherShare(),
        100 * quality.shareMargin());
    line(
        "%s agree with the teacher, %s of the gap recovered (a random router: %.0f%%)",
        agreement(chosen), percent(chosen.recovered(), "%.0f%%"), 100 * chosen.teacherShare());
  }

  private void line(String format, Object... values) {
    page.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
