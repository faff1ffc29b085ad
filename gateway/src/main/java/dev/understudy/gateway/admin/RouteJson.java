package dev.understudy.gateway.admin;

import dev.understudy.diff.drift.DriftAlarm;
import dev.understudy.diff.drift.DriftStatus;
import dev.understudy.diff.evidence.Reading;
import dev.understudy.diff.evidence.Terms;
import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Verdict;
import dev.understudy.rules.Share;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The admin API's values as JSON. */
public final class RouteJson {
  /** The natural logarithm of what JSON's readers still take for a number. */
  private static final double MOST_LOG = 700;

  private static final MathContext SHOWN = new MathContext(10);

  private RouteJson() {}

  /** The rules and how it stands with them. */
  public static JsonObject rules(RulesView rules) {
    return new JsonObject()
        .put("version", rules.version())
        .put("file", rules.file() == null ? null : rules.file().toString())
        .put("since", rules.since().toString())
        .put("problems", new JsonArray(rules.problems()));
  }

  /**
   * A route, its student's share and the evidence about it.
   *
   * @param compared how many comparisons with its student came to what
   * @param echoed how many second answers of its teacher came to what
   */
  public static JsonObject route(
      RouteView route, Map<Verdict, Long> compared, Map<Verdict, Long> echoed) {
    JsonObject json =
        new JsonObject()
            .put("name", route.name())
            .put("launch", new JsonArray(route.launch()))
            .put("teacher", route.teacher())
            .put("student", route.student());
    RouteView.Rollout rollout = route.rollout();
    if (rollout != null) {
      json.put("state", rollout.state())
          .put("share", rollout.share().toString())
          .put("share_of_rules", rollout.ofTheRules().toString())
          .put("steps", new JsonArray(rollout.steps().stream().map(Share::toString).toList()))
          .put("since", rollout.since().toString())
          .put("by", rollout.by())
          .put("reason", rollout.reason())
          .put("evidence", evidence(rollout.evidence()));
      json.put("comparisons", counts(compared)).put("echoes", counts(echoed));
    }
    DriftStatus drift = route.drift();
    if (drift != null) {
      json.put("drift", drift(drift));
    }
    return json;
  }

  private static JsonObject drift(DriftStatus drift) {
    JsonObject features = new JsonObject();
    drift
        .features()
        .forEach(
            (feature, stands) ->
                features.put(
                    feature.word(),
                    new JsonObject()
                        .put("psi", stands.psi())
                        .put("psi_by_chance", stands.byChance())
                        .put("wealth", shown(stands.capital()))));
    DriftAlarm alarm = drift.alarm();
    return new JsonObject()
        .put("requests", drift.requests())
        .put("counted", drift.counted())
        .put("wealth", shown(drift.capital()))
        .put("features", features)
        .put(
            "alarm",
            alarm == null
                ? null
                : new JsonObject()
                    .put("request", alarm.requests())
                    .put("feature", alarm.feature().word())
                    .put("psi", alarm.psi()));
  }

  private static double shown(double number) {
    return BigDecimal.valueOf(number).round(SHOWN).doubleValue();
  }

  private static JsonObject counts(Map<Verdict, Long> verdicts) {
    JsonObject counts = new JsonObject();
    verdicts.forEach((verdict, count) -> counts.put(verdict.word(), count));
    return counts;
  }

  private static @Nullable JsonObject evidence(RouteView.@Nullable Evidence evidence) {
    if (evidence == null) {
      return null;
    }
    Terms terms = evidence.terms();
    List<JsonObject> metrics =
        evidence.judgement().readings().stream().map(each -> metric(each, terms)).toList();
    return new JsonObject()
        .put("outcome", evidence.judgement().outcome().word())
        .put("begun", evidence.begun().toString())
        .put("alpha", terms.alpha())
        .put("budget", terms.budget())
        .put("metrics", new JsonArray(metrics));
  }

  private static JsonObject metric(Reading reading, Terms terms) {
    return new JsonObject()
        .put("metric", reading.metric().word())
        .put("limit", reading.metric().limit())
        .put("observations", reading.step().seen())
        .put("bad", reading.step().bad())
        .put("rate", reading.step().rate())
        .put("rate_low", reading.rate().low())
        .put("rate_high", reading.rate().high())
        .put("observations_in_all", reading.all().seen())
        .put("bad_in_all", reading.all().bad())
        .put("harm_wealth", wealth(reading.harmLogWealth()))
        .put("harm_shown_at", wealth(terms.harmThreshold()))
        .put("harm_observations", reading.worst().seen())
        .put("harm_bad", reading.worst().bad())
        .put("pass_wealth", wealth(reading.passLogWealth()))
        .put("pass_shown_at", wealth(terms.passThreshold()));
  }

  private static double wealth(double log) {
    return shown(Math.exp(Math.min(MOST_LOG, log)));
  }

  static JsonObject comparison(Comparison comparison) {
    return new JsonObject()
        .put("request_id", comparison.requestId().toString())
        .put("compared_at", comparison.comparedAt().toString())
        .put("student", comparison.student())
        .put("student_version", comparison.studentVersion())
        .put("comparator", comparison.comparator())
        .put("verdict", comparison.verdict().word())
        .put("score", comparison.score())
        .put(
            "differences",
            new JsonArray(comparison.differences().stream().map(RouteJson::difference).toList()))
        .put("remarks", new JsonArray(comparison.remarks()))
        .put("duration_delta_ms", millis(comparison.duration()))
        .put("first_byte_delta_ms", millis(comparison.firstByte()));
  }

  private static JsonObject difference(Difference difference) {
    return new JsonObject()
        .put("pointer", difference.pointer())
        .put("teacher", difference.teacher())
        .put("student", difference.student());
  }

  private static @Nullable Double millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toNanos() / 1e6;
  }
}
