package dev.understudy.gateway.drift;

import dev.understudy.diff.drift.DriftStatus;
import dev.understudy.diff.drift.Feature;
import dev.understudy.diff.drift.FeatureDrift;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Shows how watched routes stand.
 *
 * <p>By route: {@code understudy.drift.alarm} (1 once it was raised), {@code .requests} watched,
 * and {@code .wealth}, the natural logarithm of the capital betted against "no drift"; by route and
 * feature: {@code .psi} over the last window.
 */
final class DriftMeters {
  private final MultiGauge alarm;
  private final MultiGauge requests;
  private final MultiGauge wealth;
  private final MultiGauge psi;

  DriftMeters(MeterRegistry registry) {
    alarm = gauge(registry, "alarm", "1 once drift was shown");
    requests = gauge(registry, "requests", "Requests watched for drift");
    wealth = gauge(registry, "wealth", "Natural logarithm of the capital against no drift");
    psi = gauge(registry, "psi", "Population stability index of the last window of requests");
  }

  private static MultiGauge gauge(MeterRegistry registry, String word, String description) {
    return MultiGauge.builder("understudy.drift." + word)
        .description(description)
        .register(registry);
  }

  /** Shows these routes and no others. */
  void show(List<WatchedRoute> routes) {
    List<MultiGauge.Row<?>> alarms = new ArrayList<>();
    List<MultiGauge.Row<?>> seen = new ArrayList<>();
    List<MultiGauge.Row<?>> wealths = new ArrayList<>();
    List<MultiGauge.Row<?>> indices = new ArrayList<>();
    for (WatchedRoute route : routes) {
      Tags tags = Tags.of("route", route.route());
      alarms.add(row(route, tags, status -> status.alarm() == null ? 0 : 1));
      seen.add(row(route, tags, DriftStatus::requests));
      wealths.add(row(route, tags, status -> Math.log(status.capital())));
      for (Feature feature : route.status().features().keySet()) {
        indices.add(
            row(route, tags.and("feature", feature.word()), status -> psi(status, feature)));
      }
    }
    alarm.register(alarms, true);
    requests.register(seen, true);
    wealth.register(wealths, true);
    psi.register(indices, true);
  }

  private static double psi(DriftStatus status, Feature feature) {
    FeatureDrift drift = status.features().get(feature);
    return drift == null ? Double.NaN : drift.psi();
  }

  private static MultiGauge.Row<?> row(
      WatchedRoute route, Tags tags, ToDoubleFunction<DriftStatus> figure) {
    return MultiGauge.Row.of(tags, route, of -> figure.applyAsDouble(of.status()));
  }
}
