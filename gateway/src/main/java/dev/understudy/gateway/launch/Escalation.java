package dev.understudy.gateway.launch;

import dev.understudy.exchange.Exchange;
import dev.understudy.gateway.rehearsal.RehearsalTerms;
import dev.understudy.gateway.rehearsal.Rehearsals;
import dev.understudy.gateway.relay.Witness;
import dev.understudy.gateway.tracing.RequestTrace;
import org.jspecify.annotations.Nullable;

/**
 * A student's answer that was withheld and the teacher's that the client got instead; compared once
 * both are whole, so that it can be learned when withholding is right. Lives on one event loop.
 */
final class Escalation implements Witness {
  private final Rehearsals rehearsals;
  private final RehearsalTerms terms;
  private final @Nullable Double bucket;
  private final RequestTrace trace;
  private @Nullable Exchange primary;
  private @Nullable Exchange withheld;

  /**
   * Of one request.
   *
   * @param bucket the request's bucket, or null
   * @param trace the request's trace
   */
  Escalation(
      Rehearsals rehearsals, RehearsalTerms terms, @Nullable Double bucket, RequestTrace trace) {
    this.rehearsals = rehearsals;
    this.terms = terms;
    this.bucket = bucket;
    this.trace = trace;
  }

  /** Takes the withheld answer's exchange, which is whole. */
  void withheld(Exchange exchange) {
    withheld = exchange;
    compareOnceBothAreThere();
  }

  @Override
  public void settled(Exchange exchange) {
    primary = exchange;
    compareOnceBothAreThere();
  }

  private void compareOnceBothAreThere() {
    if (primary != null && withheld != null) {
      rehearsals.compare(terms, primary, withheld, bucket, trace);
    }
  }
}
