package dev.understudy.gateway.rollout;

import dev.understudy.rules.Launch;
import dev.understudy.rules.Route;
import dev.understudy.rules.Share;
import java.util.List;
import java.util.Objects;

/**
 * From where the rules let a share begin.
 *
 * @param share the share of the rules
 * @param steps the shares to which evidence may raise it, rising
 */
record Origin(Share share, List<Share> steps) {
  Origin {
    Objects.requireNonNull(share, "share");
    steps = List.copyOf(steps);
  }

  /**
   * Of a route's rules: where no keys are dealt, a student launch has all and a rehearsal nothing.
   */
  static Origin of(Route route) {
    Launch.Canary dealt = route.launch().dealt();
    if (dealt != null) {
      return new Origin(dealt.share(), dealt.steps());
    }
    return new Origin(route.launch().student() ? Share.ALL : Share.NONE, List.of());
  }
}
