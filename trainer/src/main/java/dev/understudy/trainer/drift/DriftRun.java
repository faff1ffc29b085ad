package dev.understudy.trainer.drift;

import dev.understudy.diff.drift.BinCounts;
import dev.understudy.diff.drift.Capabilities;
import dev.understudy.diff.drift.DriftAlarm;
import dev.understudy.diff.drift.DriftSettings;
import dev.understudy.diff.drift.DriftWatch;
import dev.understudy.diff.drift.Feature;
import dev.understudy.diff.drift.InputFacts;
import dev.understudy.diff.drift.InputProfile;
import dev.understudy.diff.drift.InputReader;
import dev.understudy.diff.drift.Psi;
import dev.understudy.diff.drift.StudentInputs;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Watches captured requests for drift, as a gateway would have watched them when they came. */
final class DriftRun {
  private final InputProfile profile;
  private final InputReader reader;
  private final @Nullable TeachersLabels labels;
  private final ChronoUnit unit;
  private final DriftSettings settings;
  private final DriftWatch watch;
  private final Capabilities capabilities;
  private final BinCounts all;
  private final List<Period> periods = new ArrayList<>();
  private final Map<Capabilities.Reason, Long> lacking = new EnumMap<>(Capabilities.Reason.class);
  private @Nullable Instant begun;
  private BinCounts inPeriod;
  private long requests;
  private long requestsInPeriod;
  private long unreadable;
  private long kept;
  private @Nullable Instant alarmedAt;

  private DriftRun(
      StudentInputs inputs,
      @Nullable TeachersLabels labels,
      DriftSettings settings,
      ChronoUnit unit) {
    this.labels = labels;
    this.profile = inputs.profile();
    this.reader = inputs.reader();
    this.unit = unit;
    this.settings = settings;
    this.watch = new DriftWatch(profile, settings);
    this.capabilities = new Capabilities(profile);
    this.all = new BinCounts(profile);
    this.inPeriod = new BinCounts(profile);
  }

  /**
   * Reads the captures and reports on them.
   *
   * @param labels reads the labels of the teacher's answers, or null where they do not count
   * @param unit hours or days, in UTC, over which PSI is taken
   * @throws IOException if something cannot be read, or the route has no requests
   */
  static DriftReport of(
      CapturedInputs captures,
      StudentInputs inputs,
      @Nullable TeachersLabels labels,
      DriftSettings settings,
      ChronoUnit unit)
      throws IOException {
    DriftRun run = new DriftRun(inputs, labels, settings, unit);
    Map<String, Long> routes = captures.each(run::add);
    if (run.requests + run.unreadable == 0) {
      throw noRequests(captures.route(), routes);
    }
    return run.report(captures.route());
  }

  /** That a route has none. */
  static IOException noRequests(String route, Map<String, Long> routes) {
    return new IOException(
        "route '%s' has no captured requests; those that have: %s"
            .formatted(route, routes.isEmpty() ? "none" : String.join(", ", routes.keySet())));
  }

  private void add(CapturedInputs.Captured captured) {
    InputFacts unlabelled = reader.read(captured.request());
    if (unlabelled == null) {
      unreadable++;
      return;
    }
    InputFacts facts = unlabelled.labelled(labels == null ? null : labels.of(captured));
    Instant period = captured.at().truncatedTo(unit);
    if (!period.equals(begun)) {
      endPeriod();
      begun = period;
    }
    requests++;
    requestsInPeriod++;
    all.add(facts);
    inPeriod.add(facts);
    var reasons = capabilities.lacking(facts);
    kept += reasons.isEmpty() ? 0 : 1;
    reasons.forEach(reason -> lacking.merge(reason, 1L, Long::sum));
    DriftAlarm alarm = watch.observe(captured.id(), captured.keys(), facts);
    if (alarm != null) {
      alarmedAt = captured.at();
    }
  }

  private void endPeriod() {
    if (begun != null && requestsInPeriod > 0) {
      Map<Feature, Double> psi = new EnumMap<>(Feature.class);
      profile
          .features()
          .forEach(
              (feature, spread) -> psi.put(feature, Psi.of(spread.counts(), inPeriod.of(feature))));
      periods.add(new Period(begun, requestsInPeriod, psi));
    }
    inPeriod = new BinCounts(profile);
    requestsInPeriod = 0;
  }

  private DriftReport report(String route) {
    endPeriod();
    Map<Feature, List<Long>> counts = new EnumMap<>(Feature.class);
    profile.features().keySet().forEach(feature -> counts.put(feature, all.of(feature)));
    return new DriftReport(
        route,
        unit,
        settings,
        profile,
        requests,
        unreadable,
        kept,
        lacking,
        counts,
        periods,
        watch.status(),
        alarmedAt);
  }
}
