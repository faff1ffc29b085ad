package dev.understudy.trainer.training.ablation;

import dev.understudy.trainer.evaluation.interval.Interval;
import dev.understudy.trainer.run.CanonicalJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What an ablation has shown, as people and machines read it.
 *
 * @param name the training's
 * @param test what it was measured on
 * @param ablated each training
 * @param curve what they come to
 */
public record AblationReport(String name, String test, Ablated ablated, LearningCurve curve) {
  static final List<String> HEADS =
      List.of("trained on", "rows", "accuracy", "95 % within", "seeds");

  public AblationReport {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(test, "test");
    Objects.requireNonNull(ablated, "ablated");
    Objects.requireNonNull(curve, "curve");
  }

  /** The report as text: a table, and the answer below. */
  public String text() {
    StringBuilder all = new StringBuilder("%s, measured on %s%n".formatted(name, test));
    List<List<String>> lines = new ArrayList<>(List.of(HEADS));
    lines.addAll(cells());
    for (List<String> line : lines) {
      all.append(String.format(Locale.ROOT, "%10s %9s %16s %18s %6s%n", line.toArray()));
    }
    untrained().forEach(line -> all.append(line).append(System.lineSeparator()));
    answers().forEach(line -> all.append(line).append(System.lineSeparator()));
    return all.toString();
  }

  List<List<String>> cells() {
    return curve.steps().stream()
        .map(
            step ->
                List.of(
                    share(step.share()),
                    String.format(Locale.ROOT, "%,.0f", step.rows()),
                    percent(step.accuracy())
                        + (step.spread() == null ? "" : " ± " + percent(step.spread())),
                    within(step.within()),
                    Integer.toString(step.seeds())))
        .toList();
  }

  /** The shares that could not be trained, and why. */
  List<String> untrained() {
    return ablated.untrained().entrySet().stream()
        .map(each -> share(each.getKey()) + " could not be trained: " + each.getValue())
        .toList();
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, "%.4g %%", 100 * share);
  }

  /** What more rows would bring, in sentences. */
  List<String> answers() {
    PowerLaw law = curve.law();
    if (law == null) {
      return List.of("No forecast: " + curve.why() + ".");
    }
    List<String> answers = new ArrayList<>();
    answers.add(
        String.format(
            Locale.ROOT,
            "error(n) = %.4f + %.4g * n^-%.2f",
            law.floor(),
            law.scale(),
            law.power()));
    for (LearningCurve.Forecast each : curve.forecasts()) {
      answers.add(
          String.format(
              Locale.ROOT,
              "%.0f times the rows: about %s %% (%s), %+.2f points (%+.2f to %+.2f)",
              each.times(),
              percent(each.accuracy()),
              within(each.within()),
              100 * each.gain(),
              100 * each.gainWithin().low(),
              100 * each.gainWithin().high()));
    }
    answers.add(
        "Intervals tell how far chance in the test and the seeds may mislead, if the curve keeps"
            + " its form and further rows are like these.");
    return answers;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share);
  }

  private static String within(Interval interval) {
    return percent(interval.low()) + " to " + percent(interval.high());
  }

  /** The report as JSON, with a line's end after it. */
  public String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", name);
    all.put("test", test);
    all.put("steps", curve.steps());
    all.put("law", curve.law());
    all.put("whyNot", curve.why());
    all.put("forecasts", curve.forecasts());
    all.put(
        "runs",
        ablated.measured().stream()
            .map(
                each ->
                    Map.of(
                        "run", each.run(),
                        "share", each.share(),
                        "seed", each.seed(),
                        "rows", each.rows(),
                        "accuracy", 1 - each.error()))
            .toList());
    all.put(
        "untrained",
        ablated.untrained().entrySet().stream()
            .map(each -> Map.of("share", each.getKey(), "why", each.getValue()))
            .toList());
    return CanonicalJson.pretty(CanonicalJson.tree(all));
  }
}
