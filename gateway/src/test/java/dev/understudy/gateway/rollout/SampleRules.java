package dev.understudy.gateway.rollout;

import dev.understudy.rules.Compare;
import dev.understudy.rules.Gate;
import dev.understudy.rules.Launch;
import dev.understudy.rules.Recording;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Share;
import dev.understudy.rules.Sticky;
import dev.understudy.rules.TimeoutOverrides;
import dev.understudy.rules.Upstream;
import dev.understudy.rules.match.Match;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Rules with one canary, {@code moderation}, of which a test says no more than it is about. */
final class SampleRules {
  static final String ROUTE = "moderation";

  private static final Upstream TEACHER = Upstream.teacher(URI.create("https://teacher.example"));

  private SampleRules() {}

  static Share percent(String percent) {
    return new Share(new BigDecimal(percent).movePointLeft(2));
  }

  static Gate gate() {
    return gate(Gate.OnHarm.ROLL_BACK, Gate.OnPass.PROMOTE);
  }

  static Gate gate(Gate.OnHarm onHarm, Gate.OnPass onPass) {
    return new Gate(percent("5"), null, null, 0.05, onHarm, onPass, null, Duration.ofMinutes(1));
  }

  static Route canary(String student, Gate gate, String share, String... steps) {
    List<Share> rising = Arrays.stream(steps).map(SampleRules::percent).toList();
    return route(student, gate, new Launch(false, new Launch.Canary(percent(share), rising), null));
  }

  static Route route(String student, Gate gate, Launch launch) {
    return new Route(
        ROUTE,
        Match.ALL,
        TEACHER,
        Upstream.at(student, URI.create("http://student.example/v1"), TimeoutOverrides.NONE),
        launch,
        Sticky.header("x-user-id"),
        ROUTE,
        false,
        Compare.AUTO,
        gate,
        Recording.USUAL);
  }

  static Rules rules(Route route) {
    Upstream student = route.student();
    return new Rules(
        null,
        student == null ? List.of(TEACHER) : List.of(TEACHER, student),
        List.of(route, Route.toDefault(TEACHER)));
  }

  /** A canary of 1%, to be stepped to 10% and 100%. */
  static Rules usual() {
    return rules(canary("student-7", gate(), "1", "1", "10", "100"));
  }
}
