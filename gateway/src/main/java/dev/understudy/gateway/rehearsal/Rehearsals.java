package dev.understudy.gateway.rehearsal;

import dev.understudy.exchange.Exchange;
import dev.understudy.gateway.relay.Lane;
import dev.understudy.gateway.relay.Witness;
import dev.understudy.gateway.rollout.Rollouts;
import dev.understudy.gateway.tap.Facts;
import dev.understudy.gateway.tap.MemoryBudget;
import dev.understudy.gateway.tap.Recorder;
import dev.understudy.gateway.tracing.RequestTrace;
import dev.understudy.gateway.upstream.UpstreamClient;
import dev.understudy.rules.decision.Unrecorded;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rehearsals of one event loop, over connections of their own. */
public final class Rehearsals {
  private final Lane lane;
  private final Recorder recorder;
  private final MemoryBudget memory;
  private final UpstreamClient client;
  private final Comparing comparing;
  private final Rollouts rollouts;
  private final Set<Rehearsal> underWay = new HashSet<>();
  private boolean stopping;

  /**
   * No rehearsals yet.
   *
   * @param client connections that nothing else uses
   * @param memory what rehearsals may hold in memory, apart from what the clients' calls hold
   * @param recorder takes finished exchanges, its bodies within that memory
   */
  public Rehearsals(
      Lane lane,
      UpstreamClient client,
      MemoryBudget memory,
      Recorder recorder,
      Comparing comparing,
      Rollouts rollouts) {
    this.lane = lane;
    this.client = client;
    this.memory = memory;
    this.recorder = recorder;
    this.comparing = comparing;
    this.rollouts = rollouts;
  }

  /**
   * A rehearsal of a request, which begins when the witness hears that the request was sent.
   *
   * @param primary the facts of the exchange with the teacher
   */
  public Witness of(RehearsalTerms terms, HttpServerRequest request, Facts primary) {
    terms.counters().expected();
    if (primary.terms().unrecorded() == Unrecorded.OPTED_OUT) {
      terms.counters().notMade(NotMade.OPTED_OUT);
      return Witness.NONE;
    }
    if (terms.guard().isFull()) { // the usual case of a slow student: nothing need be made for it
      terms.counters().notMade(NotMade.CONCURRENCY);
      return Witness.NONE;
    }
    return new Rehearsal(this, terms, request, primary);
  }

  /**
   * Compares two exchanges of one request, soon, if there is memory for it.
   *
   * @param primary what the client got of the teacher
   * @param other what else was answered
   * @param bucket the bucket of the request's sticky key, or null where it has none
   * @param trace the request's trace
   */
  public void compare(
      RehearsalTerms terms,
      Exchange primary,
      Exchange other,
      @Nullable Double bucket,
      RequestTrace trace) {
    long bytes = primary.keptBytes() + other.keptBytes();
    if (memory.take(bytes)) {
      comparing.compare(terms, primary, other, bucket, trace, () -> memory.giveBack(bytes));
    } else {
      terms.counters().notCompared();
    }
  }

  /** Ends all rehearsals and begins no more. */
  public void stop() {
    stopping = true;
    List<Rehearsal> all = new ArrayList<>(underWay);
    all.forEach(Rehearsal::cancel);
  }

  boolean isStopping() {
    return stopping;
  }

  void began(Rehearsal rehearsal) {
    underWay.add(rehearsal);
  }

  void ended(Rehearsal rehearsal) {
    underWay.remove(rehearsal);
  }

  Lane lane() {
    return lane;
  }

  Recorder recorder() {
    return recorder;
  }

  MemoryBudget memory() {
    return memory;
  }

  UpstreamClient client() {
    return client;
  }

  Rollouts rollouts() {
    return rollouts;
  }
}
