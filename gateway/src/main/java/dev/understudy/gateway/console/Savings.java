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
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a route's student saved: the tokens it served at the teacher's price, less what they cost at
 * its own, and less what rehearsals and echoes cost. Only what the route's teacher and student of
 * now were asked is counted: what an earlier student did is not what this one saves.
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
    Tally instead = new Tally();
    Tally served = new Tally();
    Tally rehearsed = new Tally();
    Set<String> leftOut = new TreeSet<>();
    for (LaneFigures lane : lanes) {
      boolean isStudents = lane.upstream().equals(student.name());
      if (!isStudents && !lane.upstream().equals(route.teacher().name())) {
        leftOut.add(lane.upstream());
      } else if (lane.role() != Role.PRIMARY) {
        rehearsed.add(lane, isStudents ? students : teachers);
      } else if (isStudents) {
        instead.add(lane, teachers);
        served.add(lane, students);
      }
    }
    return new JsonObject()
        .put("unpriced", new JsonArray())
        .put("left_out", new JsonArray(List.copyOf(leftOut)))
        .put("requests", served.requests)
        .put("uncounted", served.uncounted())
        .put("teacher_would_usd", instead.known())
        .put("student_did_usd", served.known())
        .put("rehearsals_usd", rehearsed.known())
        .put(
            "saved_usd",
            served.isKnown() && rehearsed.isKnown()
                ? (Double) (instead.usd - served.usd - rehearsed.usd)
                : null);
  }

  /** What some lanes cost together, as far as their tokens are known. */
  private static final class Tally {
    private double usd;
    private long requests;
    private long answered;
    private long counted;

    void add(LaneFigures lane, Price price) {
      usd += usd(price, lane);
      requests += lane.seen();
      answered += lane.seen() - lane.failed();
      counted += lane.counted();
    }

    /** Nothing can be said where there were answers and the tokens of none are known. */
    boolean isKnown() {
      return answered <= 0 || counted > 0;
    }

    @Nullable Double known() {
      return isKnown() ? (Double) usd : null;
    }

    long uncounted() {
      return Math.max(0, requests - counted);
    }
  }

  private static double usd(Price price, LaneFigures lane) {
    return (lane.inputTokens() * price.input().doubleValue()
            + lane.outputTokens() * price.output().doubleValue())
        / TOKENS_PER_PRICE;
  }
}
