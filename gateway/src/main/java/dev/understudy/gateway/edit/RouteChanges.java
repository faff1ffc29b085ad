package dev.understudy.gateway.edit;

import dev.understudy.gateway.edit.RouteChange.Kind;
import dev.understudy.gateway.edit.RouteChange.Part;
import dev.understudy.gateway.rollout.Rollouts;
import dev.understudy.rules.Gate;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Upstream;
import dev.understudy.rules.command.GateWording;
import dev.understudy.rules.command.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells what other rules would change, route by route; pure. */
final class RouteChanges {
  private static final String OTHERWISE = "otherwise";
  private static final String SO_FAR = "as it is";

  private RouteChanges() {}

  /** The routes that change, in the order of the new rules, those that go last. */
  static List<RouteChange> between(Rules before, Rules after) {
    Map<String, Route> old = new LinkedHashMap<>();
    before.routes().forEach(route -> old.put(route.name(), route));
    List<RouteChange> changes = new ArrayList<>();
    int lastPlace = -1;
    for (Route route : after.routes()) {
      Route known = old.remove(route.name());
      if (known == null) {
        changes.add(new RouteChange(route.name(), Kind.ADDED, whole(route), false));
        continue;
      }
      List<Part> parts = parts(known, route);
      int place = before.routes().indexOf(known);
      if (place < lastPlace) {
        parts.add(new Part("place", SO_FAR, "asked earlier or later than now"));
      }
      lastPlace = Math.max(lastPlace, place);
      if (!parts.isEmpty()) {
        boolean anew =
            known.student() != null
                && !Rollouts.fingerprint(known).equals(Rollouts.fingerprint(route));
        changes.add(new RouteChange(route.name(), Kind.CHANGED, parts, anew));
      }
    }
    old.values()
        .forEach(gone -> changes.add(new RouteChange(gone.name(), Kind.REMOVED, List.of(), false)));
    return changes;
  }

  private static List<Part> whole(Route route) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("teacher", null, route.teacher().name()));
    if (route.student() != null) {
      parts.add(new Part("student", null, route.student().name()));
    }
    parts.add(new Part("launch", null, Wording.launch(route)));
    if (route.gate() != null) {
      parts.add(new Part("gate", null, GateWording.of(route.gate())));
    }
    return parts;
  }

  private static List<Part> parts(Route before, Route after) {
    Differences found = new Differences(before, after);
    found.told("teacher", Route::teacher, route -> named(route.teacher()));
    found.told("student", Route::student, route -> named(route.student()));
    found.told("launch", Route::launch, Wording::launch);
    found.told("gate", Route::gate, RouteChanges::gate);
    found.told("sticky", Route::sticky, route -> route.sticky().toString());
    found.told("salt", Route::salt, Route::salt);
    found.told("pin", Route::pin, route -> Boolean.toString(route.pin()));
    found.untold("match", Route::match);
    found.untold("compare", Route::compare);
    found.untold("recording", Route::recording);
    found.untold("guard", Route::guard);
    found.untold("drift", Route::drift);
    return found.parts;
  }

  /** Gathers the parts in which two routes differ. */
  private record Differences(Route before, Route after, List<Part> parts) {
    Differences(Route before, Route after) {
      this(before, after, new ArrayList<>());
    }

    void told(String name, Function<Route, @Nullable Object> part, Told words) {
      if (differ(part)) {
        String was = words.of(before);
        String becomes = words.of(after);
        boolean alike = Objects.equals(was, becomes);
        parts.add(new Part(name, was, alike ? becomes + ", " + OTHERWISE : becomes));
      }
    }

    void untold(String name, Function<Route, @Nullable Object> part) {
      if (differ(part)) {
        parts.add(
            new Part(
                name,
                part.apply(before) == null ? null : SO_FAR,
                part.apply(after) == null ? null : OTHERWISE));
      }
    }

    private boolean differ(Function<Route, @Nullable Object> part) {
      return !Objects.equals(part.apply(before), part.apply(after));
    }
  }

  /** A part of a route in words, or null where it is not there. */
  private interface Told {
    @Nullable String of(Route route);
  }

  private static @Nullable String named(@Nullable Upstream upstream) {
    return upstream == null ? null : upstream.name() + " at " + upstream.url();
  }

  private static @Nullable String gate(Route route) {
    Gate gate = route.gate();
    return gate == null ? null : GateWording.of(gate);
  }
}
