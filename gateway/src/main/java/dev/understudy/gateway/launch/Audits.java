package dev.understudy.gateway.launch;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.gateway.output.AnswerCheck;
import dev.understudy.gateway.process.SideThread;
import dev.understudy.gateway.relay.Witness;
import dev.understudy.gateway.tap.MemoryBudget;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at answers that clients got, after the fact and on one thread of its own, and counts those
 * that are not as they must be: {@code understudy.guard.checked}, {@code .failed} by check, {@code
 * .unchecked} for those that nobody could look at, as too many waited or they were not kept whole.
 * Safe for every thread.
 */
public final class Audits implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Audits.class);

  private final WireReader reader = WireReader.withoutTokenEstimates();
  private final MemoryBudget memory;
  private final MeterRegistry registry;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();
  private final SideThread thread;

  /**
   * Audits at work.
   *
   * @param memory what answers may hold in memory while they wait
   */
  public Audits(MemoryBudget memory, MeterRegistry registry) {
    this.memory = memory;
    this.registry = registry;
    this.thread = new SideThread("understudy-audits");
  }

  /** What hears of a route's answers and has them looked at. */
  Witness of(String route, AnswerCheck check) {
    return new Witness() {
      @Override
      public void settled(Exchange exchange) {
        look(route, check, exchange);
      }
    };
  }

  private void look(String route, AnswerCheck check, Exchange exchange) {
    if (exchange.outcome() != Outcome.COMPLETE || exchange.status() != 200) {
      return; // no answer to look at
    }
    long bytes = exchange.keptBytes();
    if (exchange.responseBody().truncated() || !memory.take(bytes)) {
      unchecked(route, exchange);
      return;
    }
    boolean taken =
        thread.take(
            () -> {
              try {
                lookNow(route, check, exchange);
              } catch (RuntimeException ours) { // content may be in the message: class only
                log.atError()
                    .addKeyValue("request", exchange.requestId())
                    .addKeyValue("failure", ours.getClass().getName())
                    .log("an answer could not be checked");
                unchecked(route, exchange);
              } finally {
                memory.giveBack(bytes);
              }
            });
    if (!taken) {
      memory.giveBack(bytes);
      unchecked(route, exchange);
    }
  }

  private void lookNow(String route, AnswerCheck check, Exchange exchange) {
    Answer answer = reader.read(exchange).answer();
    String failed = answer == null ? null : check.failure(answer);
    counter(
            "understudy.guard.checked",
            "Answers that clients got and that were checked",
            route,
            exchange,
            "")
        .increment();
    if (failed != null) {
      counter(
              "understudy.guard.failed",
              "Answers that clients got though they are not as they must be",
              route,
              exchange,
              failed)
          .increment();
    }
  }

  private void unchecked(String route, Exchange exchange) {
    counter(
            "understudy.guard.unchecked",
            "Answers that clients got and that could not be checked",
            route,
            exchange,
            "")
        .increment();
  }

  private Counter counter(
      String name, String description, String route, Exchange exchange, String check) {
    return counters.computeIfAbsent(
        String.join(" ", name, route, exchange.upstream(), check),
        absent -> {
          Counter.Builder counter =
              Counter.builder(name)
                  .description(description)
                  .tag("route", route)
                  .tag("upstream", exchange.upstream());
          return (check.isEmpty() ? counter : counter.tag("check", check)).register(registry);
        });
  }

  /** Finishes what waits, within some seconds, and ends. */
  @Override
  public void close() {
    thread.close();
  }
}
