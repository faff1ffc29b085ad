package dev.understudy.gateway.console;

import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Verdict;
import dev.understudy.gateway.figures.Figures;
import dev.understudy.gateway.figures.LaneFigures;
import dev.understudy.gateway.figures.RouteFigures;
import dev.understudy.gateway.figures.Series;
import dev.understudy.gateway.figures.Spread;
import dev.understudy.gateway.rollout.AuditLine;
import dev.understudy.rules.Share;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Figures as JSON. Series are objects of arrays: {@code t} in seconds since the epoch, then one for
 * each number, with null where it was not known.
 */
final class FiguresJson {
  private static final double MILLIS_PER_SECOND = 1000;

  private FiguresJson() {}

  static JsonObject differing(RouteFigures figures) {
    JsonObject metrics = new JsonObject();
    figures
        .evidence()
        .forEach(
            (metric, series) ->
                metrics.put(
                    metric, json(series, "rate", "low", "high", "seen", "bad", "harm", "pass")));
    return metrics;
  }

  static JsonObject shares(RouteFigures figures) {
    return json(figures.share(), "share", "echo_rate", "echo_low", "echo_high");
  }

  /**
   * How often the teacher contradicts itself.
   *
   * @param echo the share of requests that it is asked twice, or null where it never is
   */
  static JsonObject noise(RouteFigures figures, @Nullable Share echo) {
    long same = figures.echoed().getOrDefault(Verdict.SAME, 0L);
    long different = figures.echoed().getOrDefault(Verdict.DIFFERENT, 0L);
    long seen = same + different;
    return new JsonObject()
        .put("echo", echo == null || echo.isNone() ? null : echo.toString())
        .put("seen", seen)
        .put("different", different)
        .put("rate", seen == 0 ? null : (Double) ((double) different / seen))
        .put("low", figures.noise().low())
        .put("high", figures.noise().high());
  }

  static JsonObject verdicts(Map<Verdict, Long> counts) {
    JsonObject json = new JsonObject();
    counts.forEach((verdict, count) -> json.put(verdict.word(), count));
    return json;
  }

  static JsonObject lane(LaneFigures lane) {
    JsonObject outcomes = new JsonObject();
    lane.outcomes()
        .forEach(
            (outcome, count) -> {
              if (count > 0 || outcome == Outcome.COMPLETE) {
                outcomes.put(outcome.word(), count);
              }
            });
    return new JsonObject()
        .put("upstream", lane.upstream())
        .put("role", lane.role().word())
        .put("seen", lane.seen())
        .put("failed", lane.failed())
        .put("outcomes", outcomes)
        .put("input_tokens", lane.inputTokens())
        .put("output_tokens", lane.outputTokens())
        .put("tokens_of", lane.counted())
        .put("duration", quantiles(lane.whole()))
        .put("first_byte", quantiles(lane.firstByte()))
        .put(
            "track",
            json(
                lane.track(),
                "seen",
                "failed",
                "p50",
                "p90",
                "p99",
                "first_p50",
                "first_p90",
                "first_p99"));
  }

  static JsonObject spreads(Figures.Spreads spreads) {
    return new JsonObject()
        .put("duration", spread(spreads.whole()))
        .put("first_byte", spread(spreads.firstByte()));
  }

  private static JsonObject quantiles(Spread spread) {
    return new JsonObject()
        .put("count", spread.count())
        .put("p50", known(spread.p50()))
        .put("p90", known(spread.p90()))
        .put("p99", known(spread.p99()))
        .put("max", known(spread.most()));
  }

  private static JsonObject spread(Spread spread) {
    JsonArray to = new JsonArray();
    JsonArray counts = new JsonArray();
    for (Spread.DurationClass each : spread.classes()) {
      to.add(each.toMillis());
      counts.add(each.count());
    }
    return quantiles(spread).put("to_ms", to).put("counts", counts);
  }

  private static JsonObject json(Series series, String... names) {
    JsonArray times = new JsonArray();
    for (int row = 0; row < series.size(); row++) {
      times.add((double) series.at(row) / MILLIS_PER_SECOND);
    }
    JsonObject json = new JsonObject().put("t", times);
    for (int column = 0; column < names.length; column++) {
      JsonArray numbers = new JsonArray();
      for (int row = 0; row < series.size(); row++) {
        numbers.add(known(series.number(column, row)));
      }
      json.put(names[column], numbers);
    }
    return json;
  }

  /** JSON has no word for what is no number; numbers keep as many digits as are known of them. */
  private static @Nullable Object known(double number) {
    return Double.isFinite(number)
        ? (Object) Float.parseFloat(Float.toString((float) number))
        : null;
  }

  static JsonObject move(AuditLine line) {
    return new JsonObject()
        .put("at", line.at().toString())
        .put("action", line.action())
        .put("from", line.from().toString())
        .put("to", line.to().toString())
        .put("by", line.by())
        .put("reason", line.reason());
  }
}
