package dev.understudy.gateway.launch;

import dev.understudy.exchange.Role;
import dev.understudy.gateway.config.Timeouts;
import dev.understudy.gateway.downstream.Failure;
import dev.understudy.gateway.downstream.Refusals;
import dev.understudy.gateway.relay.Call;
import dev.understudy.gateway.relay.Forwarding;
import dev.understudy.gateway.relay.Lane;
import dev.understudy.gateway.relay.Taken;
import dev.understudy.gateway.relay.Tunnel;
import dev.understudy.gateway.relay.Witness;
import dev.understudy.gateway.tap.Facts;
import dev.understudy.gateway.upstream.Destination;
import dev.understudy.gateway.upstream.Origin;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Upstream;
import dev.understudy.rules.decision.Decision;
import dev.understudy.rules.decision.Plan;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Plays the plan for each request of one event loop; the only launch so far is {@code teacher}. */
public final class Launches {
  private final Lane lane;
  private final Rules rules;
  private final Decision decision;
  private final Map<String, Destination> destinations = new HashMap<>();

  /** Launches on that lane under those rules. */
  public Launches(Lane lane, Rules rules) {
    this.lane = lane;
    this.rules = rules;
    this.decision = Decision.under(rules, Map.of());
    Timeouts usual = lane.config().upstream().timeouts();
    for (Upstream upstream : rules.upstreams()) {
      destinations.put(
          upstream.name(),
          new Destination(
              Origin.of(upstream.name(), upstream.url()),
              usual.with(upstream.timeouts()),
              true,
              null,
              null,
              Set.of()));
    }
  }

  /** Serves a request whose body nobody has read. */
  public void serve(HttpServerRequest request, long receivedNanos) {
    UUID requestId = lane.ids().next();
    if (lane.recorder().refusesRequests()) {
      request.response().putHeader(Refusals.REQUEST_ID_HEADER, requestId.toString());
      Refusals.answer(
          request.response(),
          Failure.CAPTURE_UNAVAILABLE,
          "This gateway serves only what it can record, and the spool is full; try again later.");
      return;
    }
    Plan plan = decision.decide(new RequestHead(requestId, request));
    if (plan == null) {
      throw new IllegalStateException("no rule asks for the body yet");
    }
    Destination destination = destinations.get(plan.upstream().name());
    if (destination == null) {
      throw new IllegalStateException("the plan names an unknown upstream: " + plan);
    }
    Facts facts =
        new Facts(
            requestId,
            lane.ids().next(),
            Role.PRIMARY,
            Instant.now(),
            rules.version(),
            plan.route().name(),
            plan.launch(),
            plan.bucket(),
            plan.upstream().name());
    Call call =
        new Call(lane, request, receivedNanos, Taken.NOTHING, facts, destination, Witness.NONE);
    if (Tunnel.isAskedBy(request)) {
      Tunnel.start(call);
    } else {
      Forwarding.start(call);
    }
  }
}
