package dev.understudy.gateway.admin;

import dev.understudy.diff.drift.DriftStatus;
import dev.understudy.diff.evidence.Judgement;
import dev.understudy.diff.evidence.Reading;
import dev.understudy.diff.evidence.Terms;
import dev.understudy.gateway.rollout.Hand;
import dev.understudy.gateway.rollout.Moved;
import dev.understudy.gateway.rollout.RolloutStatus;
import dev.understudy.gateway.rollout.Rollouts;
import dev.understudy.rules.Gate;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Upstream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The desk over the rollouts of the rules in force. */
public final class RolloutDesk implements RouteDesk {
  private final Rollouts rollouts;
  private final Function<String, @Nullable DriftStatus> drifts;
  private final Supplier<Rules> inForce;
  private final Supplier<RulesView> standing;

  /**
   * A desk over these.
   *
   * @param drifts tells how the requests of the route of that name stand, or null
   * @param inForce tells the rules in force
   * @param standing tells how it stands with them
   */
  public RolloutDesk(
      Rollouts rollouts,
      Function<String, @Nullable DriftStatus> drifts,
      Supplier<Rules> inForce,
      Supplier<RulesView> standing) {
    this.rollouts = rollouts;
    this.drifts = drifts;
    this.inForce = inForce;
    this.standing = standing;
  }

  @Override
  public RulesView rules() {
    return standing.get();
  }

  @Override
  public List<RouteView> routes() {
    Map<String, RolloutStatus> statuses = new HashMap<>();
    rollouts.statuses().forEach(status -> statuses.put(status.route(), status));
    List<RouteView> views = new ArrayList<>();
    for (Route route : inForce.get().routes()) {
      views.add(view(route, statuses.get(route.name())));
    }
    return views;
  }

  private RouteView view(Route route, @Nullable RolloutStatus status) {
    Upstream student = route.student();
    return new RouteView(
        route.name(),
        words(route),
        route.teacher().name(),
        student == null ? null : student.name(),
        status == null ? null : rollout(status, route.gate()),
        drifts.apply(route.name()));
  }

  /** A canary or a hybrid may rehearse too. */
  private static List<String> words(Route route) {
    boolean both = route.launch().dealt() != null && route.launch().dark() != null;
    return both ? List.of(route.launch().word(), "dark") : List.of(route.launch().word());
  }

  private static RouteView.Rollout rollout(RolloutStatus status, @Nullable Gate gate) {
    Judgement judgement = status.judgement();
    return new RouteView.Rollout(
        status.state().word(),
        status.share(),
        status.rulesShare(),
        status.steps(),
        status.since(),
        status.by(),
        status.reason(),
        judgement == null || gate == null ? null : evidence(status, judgement, gate));
  }

  private static RouteView.Evidence evidence(RolloutStatus status, Judgement judgement, Gate gate) {
    Terms terms =
        new Terms(
            judgement.readings().stream().map(Reading::metric).toList(),
            gate.alpha(),
            gate.budget());
    return new RouteView.Evidence(terms, judgement, status.begun());
  }

  @Override
  public Moved pause(String route, Hand hand) {
    return rollouts.pause(route, hand);
  }

  @Override
  public Moved rollBack(String route, Hand hand) {
    return rollouts.rollBack(route, hand);
  }

  @Override
  public Moved resume(String route, Hand hand) {
    return rollouts.resume(route, hand);
  }
}
