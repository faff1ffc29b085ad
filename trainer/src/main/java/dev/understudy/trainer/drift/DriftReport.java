package dev.understudy.trainer.drift;

import dev.understudy.diff.drift.Capabilities;
import dev.understudy.diff.drift.DriftAlarm;
import dev.understudy.diff.drift.DriftSettings;
import dev.understudy.diff.drift.DriftStatus;
import dev.understudy.diff.drift.Feature;
import dev.understudy.diff.drift.FeatureProfile;
import dev.understudy.diff.drift.InputProfile;
import dev.understudy.diff.drift.Psi;
import dev.understudy.trainer.page.Numbers;
import dev.understudy.trainer.run.CanonicalJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far captured requests are from those a student was trained on. It holds no texts of the
 * traffic, but names of templates and labels.
 *
 * @param route the route they came by
 * @param unit how long periods are: hours or days
 * @param settings when requests count as drifted
 * @param profile what the student was trained on
 * @param requests how many were read
 * @param unreadable how many more hold no conversation that can be read
 * @param kept how many a guard of capabilities would keep with the teacher
 * @param lacking why, one request perhaps for several reasons
 * @param counts how many requests fall into each bin, by feature
 * @param periods in the order of time
 * @param status how the watch stands at the end
 * @param alarmedAt when the request arrived that raised the alarm, or null
 */
record DriftReport(
    String route,
    ChronoUnit unit,
    DriftSettings settings,
    InputProfile profile,
    long requests,
    long unreadable,
    long kept,
    Map<Capabilities.Reason, Long> lacking,
    Map<Feature, List<Long>> counts,
    List<Period> periods,
    DriftStatus status,
    @Nullable Instant alarmedAt) {
  private static final int DIGITS = 4;

  DriftReport {
    Objects.requireNonNull(route, "route");
    EnumMap<Capabilities.Reason, Long> reasons = new EnumMap<>(Capabilities.Reason.class);
    reasons.putAll(lacking);
    lacking = Collections.unmodifiableMap(reasons);
    counts = Collections.unmodifiableMap(new EnumMap<>(counts));
    periods = List.copyOf(periods);
  }

  /** The PSI of all requests. */
  double psi(Feature feature) {
    return Psi.of(expected(feature), observed(feature));
  }

  /** About what it would be by chance. */
  double byChance(Feature feature) {
    return Psi.byChance(expected(feature), observed(feature));
  }

  private List<Long> expected(Feature feature) {
    return Objects.requireNonNull(profile.features().get(feature)).counts();
  }

  /** How many requests fall into each bin. */
  List<Long> observed(Feature feature) {
    return Objects.requireNonNull(counts.get(feature));
  }

  /** How many requests tell of that feature. */
  long known(Feature feature) {
    return observed(feature).stream().mapToLong(Long::longValue).sum();
  }

  /** The highest PSI that any feature had in a period. */
  double highest(Feature feature) {
    return periods.stream()
        .mapToDouble(period -> period.psi().getOrDefault(feature, 0.0))
        .max()
        .orElse(0);
  }

  /** What it comes to, in sentences. */
  List<String> answers() {
    List<String> answers = new ArrayList<>();
    DriftAlarm alarm = status.alarm();
    answers.add(
        alarm == null
            ? String.format(
                Locale.ROOT,
                "No drift is shown (a false alarm has a chance of %s %%).",
                percent(settings.alpha()))
            : String.format(
                Locale.ROOT,
                "Drift: %s, shown at request %,d (%s) with a chance of a false alarm of %s %%.",
                alarm.feature().word(),
                alarm.requests(),
                alarmedAt,
                percent(settings.alpha())));
    if (kept > 0) {
      List<String> reasons = new ArrayList<>();
      lacking.forEach((reason, number) -> reasons.add(reason.word() + " " + number));
      answers.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d requests (%s) are unlike all the student was trained on: %s.",
              kept,
              requests,
              Numbers.percent(kept, requests),
              String.join(", ", reasons)));
    }
    if (unreadable > 0) {
      answers.add(
          String.format(
              Locale.ROOT, "%,d more hold no conversation that can be read.", unreadable));
    }
    return answers;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3g", 100 * share);
  }

  /** The report as text: a table, and the answers below. */
  String text() {
    StringBuilder all =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "route %s: %,d requests against %,d training rows%n",
                route,
                requests,
                profile.rows()));
    String format = "%-12s %10s %8s %10s %14s %12s%n";
    all.append(
        String.format(
            Locale.ROOT,
            format,
            "feature",
            "requests",
            "PSI",
            "by chance",
            "highest/" + period(),
            "capital"));
    for (Feature feature : profile.features().keySet()) {
      boolean isKnown = known(feature) > 0;
      all.append(
          String.format(
              Locale.ROOT,
              format,
              feature.word(),
              String.format(Locale.ROOT, "%,d", known(feature)),
              isKnown ? decimal(psi(feature)) : "-",
              isKnown ? decimal(byChance(feature)) : "-",
              isKnown ? decimal(highest(feature)) : "-",
              isKnown ? capital(feature) : "-"));
    }
    answers().forEach(line -> all.append(line).append(System.lineSeparator()));
    return all.toString();
  }

  /** What a period is called. */
  String period() {
    return unit == ChronoUnit.HOURS ? "hour" : "day";
  }

  String capital(Feature feature) {
    double capital = Objects.requireNonNull(status.features().get(feature)).capital();
    return String.format(Locale.ROOT, capital < 1e4 ? "%.2f" : "%.1e", capital);
  }

  static String decimal(double psi) {
    return String.format(Locale.ROOT, "%.3f", psi);
  }

  /** The report as JSON, with a line's end after it. */
  String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("route", route);
    all.put("alpha", settings.alpha());
    all.put("window", settings.window());
    all.put("floor", settings.floor());
    all.put("training_rows", profile.rows());
    all.put("requests", requests);
    all.put("unreadable", unreadable);
    all.put("drifted", status.alarm() != null);
    all.put("alarm", alarm());
    Map<String, Object> reasons = new LinkedHashMap<>();
    lacking.forEach((reason, number) -> reasons.put(reason.word(), number));
    all.put("unlike_training", Map.of("requests", kept, "reasons", reasons));
    Map<String, Object> features = new LinkedHashMap<>();
    profile.features().forEach((feature, spread) -> features.put(feature.word(), of(feature)));
    all.put("features", features);
    all.put("periods", periods.stream().map(DriftReport::of).toList());
    return CanonicalJson.pretty(CanonicalJson.tree(all));
  }

  private @Nullable Map<String, Object> alarm() {
    DriftAlarm alarm = status.alarm();
    return alarm == null
        ? null
        : Map.of(
            "request", alarm.requests(),
            "at", String.valueOf(alarmedAt),
            "feature", alarm.feature().word(),
            "psi", Numbers.rounded(DIGITS, alarm.psi()));
  }

  private Map<String, Object> of(Feature feature) {
    FeatureProfile spread = Objects.requireNonNull(profile.features().get(feature));
    List<String> bins = new ArrayList<>();
    for (int i = 0; i < spread.counts().size(); i++) {
      bins.add(spread.bin(i));
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("psi", Numbers.rounded(DIGITS, psi(feature)));
    all.put("by_chance", Numbers.rounded(DIGITS, byChance(feature)));
    all.put("bins", bins);
    all.put("training", spread.counts());
    all.put("captured", observed(feature));
    return all;
  }

  private static Map<String, Object> of(Period period) {
    Map<String, Object> psi = new LinkedHashMap<>();
    period
        .psi()
        .forEach((feature, found) -> psi.put(feature.word(), Numbers.rounded(DIGITS, found)));
    return Map.of("from", period.from().toString(), "requests", period.requests(), "psi", psi);
  }
}
