package dev.understudy.gateway.console;

import dev.understudy.exchange.Role;
import dev.understudy.gateway.figures.LaneFigures;
import dev.understudy.rules.Price;
import dev.understudy.rules.Route;
import dev.understudy.rules.Upstream;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What a route's student saved: the tokens it served at the teacher's price, less what they cost at
 * its own, and less what rehearsals and echoes cost.
 */
final class Savings {
  private static final double TOKENS_PER_PRICE = 1e6;

  private Savings() {}

  /** In US dollars, or what is missing to tell. */
  static JsonObject json(Route route, List<LaneFigures> lanes) {
    Upstream student = route.student();
    Price teachers = route.teacher().price();
    Price students = student == null ? null : student.price();
    List<String> unpriced = new ArrayList<>();
    if (teachers == null) {
      unpriced.add(route.teacher().name());
    }
    if (student != null && students == null) {
      unpriced.add(student.name());
    }
    if (student == null || teachers == null || students == null) {
      return new JsonObject().put("unpriced", new JsonArray(unpriced));
    }
    double instead = 0;
    double served = 0;
    double rehearsed = 0;
    long requests = 0;
    long uncounted = 0;
    for (LaneFigures lane : lanes) {
      boolean isStudents = lane.upstream().equals(student.name());
      if (lane.role() == Role.PRIMARY && isStudents) {
        instead += usd(teachers, lane);
        served += usd(students, lane);
        requests += lane.seen();
        uncounted += lane.seen() - lane.counted();
      } else if (lane.role() != Role.PRIMARY) {
        rehearsed += usd(isStudents ? students : teachers, lane);
      }
    }
    return new JsonObject()
        .put("unpriced", new JsonArray())
        .put("requests", requests)
        .put("uncounted", Math.max(0, uncounted))
        .put("teacher_would_usd", instead)
        .put("student_did_usd", served)
        .put("rehearsals_usd", rehearsed)
        .put("saved_usd", instead - served - rehearsed);
  }

  private static double usd(Price price, LaneFigures lane) {
    return (lane.inputTokens() * price.input().doubleValue()
            + lane.outputTokens() * price.output().doubleValue())
        / TOKENS_PER_PRICE;
  }
}
