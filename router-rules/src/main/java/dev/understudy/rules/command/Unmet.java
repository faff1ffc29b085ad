package dev.understudy.rules.command;

import dev.understudy.rules.expression.Outcome;
import dev.understudy.rules.match.Match;
import dev.understudy.rules.match.Match.HeaderMatch;
import dev.understudy.rules.request.RequestBody;
import dev.understudy.rules.request.RequestFacts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells which conditions of a route a request does not meet. */
final class Unmet {
  private Unmet() {}

  /** One line for each condition that does not hold; none where the route matches. */
  static List<String> conditions(Match match, RequestFacts request) {
    List<String> unmet = new ArrayList<>();
    if (match.path() != null && !match.path().matches(request.path())) {
      unmet.add("path is " + request.path() + ", the route wants " + match.path());
    }
    if (match.method() != null && !match.method().equals(request.method())) {
      unmet.add("method is " + request.method() + ", the route wants " + match.method());
    }
    for (HeaderMatch header : match.headers()) {
      String found = request.header(header.name());
      if (found == null || !header.value().matches(found)) {
        unmet.add(
            "header %s is %s, the route wants %s"
                .formatted(header.name(), shown(found), header.value()));
      }
    }
    RequestBody body = request.body();
    if (match.model() != null) {
      String model = body == null ? null : body.model();
      if (model == null || !match.model().matches(model)) {
        unmet.add("model is " + shown(model) + ", the route wants " + match.model());
      }
    }
    if (match.when() != null) {
      Outcome outcome = match.when().evaluate(request);
      if (outcome != Outcome.TRUE) {
        unmet.add("when " + said(outcome) + ": " + match.when());
      }
    }
    return unmet;
  }

  /** What became of a condition, in words. */
  static String said(Outcome outcome) {
    return switch (outcome) {
      case TRUE -> "holds";
      case FALSE -> "does not hold";
      case ABSENT -> "asks for what the request does not have";
      case FAILED -> "cannot be evaluated for this request";
    };
  }

  private static String shown(@Nullable String value) {
    return value == null ? "missing" : "'" + value + "'";
  }
}
