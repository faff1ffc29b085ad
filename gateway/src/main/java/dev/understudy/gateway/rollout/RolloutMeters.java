package dev.understudy.gateway.rollout;

import dev.understudy.diff.evidence.Judgement;
import dev.understudy.diff.evidence.Reading;
import dev.understudy.rules.Route;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Puts rollouts and ledger on the metrics page, over all gateways' evidence.
 *
 * <p>By route: {@code understudy.rollout.share}, {@code .step} and {@code .state} (1 for the state
 * it is in); by route and metric of the gate: {@code .observations} and {@code .bad} since the
 * evidence began, {@code .rate} by bound, between which the present step's rate lies, {@code
 * .limit} that it must not exceed, and {@code .wealth}, the natural logarithm of the capital of the
 * questions {@code harm} and {@code pass}. {@code understudy.ledger.writes}, {@code .failures} and
 * {@code .age}.
 */
final class RolloutMeters {
  private final Rollouts rollouts;
  private final MultiGauge share;
  private final MultiGauge step;
  private final MultiGauge state;
  private final MultiGauge observations;
  private final MultiGauge bad;
  private final MultiGauge rate;
  private final MultiGauge limit;
  private final MultiGauge wealth;

  RolloutMeters(MeterRegistry registry, Rollouts rollouts) {
    this.rollouts = rollouts;
    share = gauge(registry, "share", "The student's share in force, as a fraction");
    step = gauge(registry, "step", "How often the share was moved");
    state = gauge(registry, "state", "1 for the state the rollout is in");
    observations = gauge(registry, "observations", "Observations since the evidence began");
    bad = gauge(registry, "bad", "Bad observations since the evidence began");
    rate = gauge(registry, "rate", "Bounds of the rate of bad observations in this step");
    limit = gauge(registry, "limit", "The rate of bad observations that a gate allows");
    wealth = gauge(registry, "wealth", "Natural logarithm of the capital of a question");
    FunctionCounter.builder("understudy.ledger.writes", rollouts, Rollouts::ledgerWrites)
        .description("Times the ledger was written")
        .register(registry);
    FunctionCounter.builder("understudy.ledger.failures", rollouts, Rollouts::ledgerFailures)
        .description("Times the ledger could not be read or written")
        .register(registry);
    TimeGauge.builder("understudy.ledger.age", rollouts, TimeUnit.MILLISECONDS, RolloutMeters::age)
        .description("Time since the ledger was read")
        .register(registry);
  }

  private static MultiGauge gauge(MeterRegistry registry, String word, String description) {
    return MultiGauge.builder("understudy.rollout." + word)
        .description(description)
        .register(registry);
  }

  private static double age(Rollouts rollouts) {
    Duration age = rollouts.ledgerAge();
    return age == null ? Double.NaN : age.toMillis();
  }

  /** Shows these routes and no others. */
  void show(List<Route> routes) {
    List<MultiGauge.Row<?>> shares = new ArrayList<>();
    List<MultiGauge.Row<?>> steps = new ArrayList<>();
    List<MultiGauge.Row<?>> states = new ArrayList<>();
    List<MultiGauge.Row<?>> seen = new ArrayList<>();
    List<MultiGauge.Row<?>> bads = new ArrayList<>();
    List<MultiGauge.Row<?>> rates = new ArrayList<>();
    List<MultiGauge.Row<?>> limits = new ArrayList<>();
    List<MultiGauge.Row<?>> wealths = new ArrayList<>();
    for (Route route : routes) {
      Tags tags = Tags.of("route", route.name());
      shares.add(row(route, tags, status -> status.share().fraction().doubleValue()));
      steps.add(row(route, tags, RolloutStatus::step));
      for (State word : State.values()) {
        states.add(row(route, tags.and("state", word.word()), s -> s.state() == word ? 1 : 0));
      }
      int metrics = 0;
      for (String metric : Watch.words(route.gate())) {
        int place = metrics++;
        Tags ofMetric = tags.and("metric", metric);
        seen.add(reading(route, ofMetric, place, reading -> reading.all().seen()));
        bads.add(reading(route, ofMetric, place, reading -> reading.all().bad()));
        rates.add(
            reading(route, ofMetric.and("bound", "low"), place, reading -> reading.rate().low()));
        rates.add(
            reading(route, ofMetric.and("bound", "high"), place, reading -> reading.rate().high()));
        limits.add(reading(route, ofMetric, place, reading -> reading.metric().limit()));
        wealths.add(
            reading(route, ofMetric.and("question", "harm"), place, Reading::harmLogWealth));
        wealths.add(
            reading(route, ofMetric.and("question", "pass"), place, Reading::passLogWealth));
      }
    }
    share.register(shares, true);
    step.register(steps, true);
    state.register(states, true);
    observations.register(seen, true);
    bad.register(bads, true);
    rate.register(rates, true);
    limit.register(limits, true);
    wealth.register(wealths, true);
  }

  private MultiGauge.Row<?> row(Route route, Tags tags, ToDoubleFunction<RolloutStatus> value) {
    return MultiGauge.Row.of(tags, () -> valueOf(rollouts.statusOf(route.name()), value));
  }

  private MultiGauge.Row<?> reading(
      Route route, Tags tags, int place, ToDoubleFunction<Reading> value) {
    return row(
        route,
        tags,
        status -> {
          Judgement judgement = status.judgement();
          return judgement == null
              ? Double.NaN
              : value.applyAsDouble(judgement.readings().get(place));
        });
  }

  private static double valueOf(
      @Nullable RolloutStatus status, ToDoubleFunction<RolloutStatus> value) {
    return status == null ? Double.NaN : value.applyAsDouble(status);
  }
}
