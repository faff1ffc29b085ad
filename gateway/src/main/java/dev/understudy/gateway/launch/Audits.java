package dev.understudy.gateway.launch;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.gateway.output.AnswerCheck;
import dev.understudy.gateway.output.HeldBack;
import dev.understudy.gateway.output.HeldBack.Extent;
import dev.understudy.gateway.output.Moderated;
import dev.understudy.gateway.output.Moderation;
import dev.understudy.gateway.process.SideThread;
import dev.understudy.gateway.relay.Witness;
import dev.understudy.gateway.tap.MemoryBudget;
import dev.understudy.rules.Hybrid.Hold;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at answers that clients got, after the fact and on one thread of its own, and counts those
 * that are not as they must be: {@code understudy.guard.checked}, {@code .failed} by check, {@code
 * .late} for streams that failed after a guard had let them go, {@code .unchecked} for those of
 * which nobody could tell. What a guard saw to the end before is counted and not looked at again.
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

  /**
   * What hears of one of a route's answers and has it looked at.
   *
   * @param moderation asks the check's moderator
   * @param held how far the guard looked at the answer before
   */
  Witness of(String route, AnswerCheck check, Moderation moderation, HeldBack held) {
    return new Witness() {
      @Override
      public void settled(Exchange exchange) {
        if (exchange.outcome() == Outcome.COMPLETE && exchange.status() == 200) {
          Audit audit = new Audit(route, check, moderation, held.extent(), exchange);
          switch (audit.seen()) {
            case WHOLE -> checked(audit, null);
            case UNTOLD -> unchecked(route, exchange);
            case NOTHING, BEGINNING -> look(audit);
          }
        } // else there is no answer to look at
      }
    };
  }

  private record Audit(
      String route, AnswerCheck check, Moderation moderation, Extent seen, Exchange exchange) {}

  private void look(Audit audit) {
    Exchange exchange = audit.exchange();
    long bytes = exchange.keptBytes();
    if (exchange.responseBody().truncated() || !memory.take(bytes)) {
      unchecked(audit.route(), exchange);
      return;
    }
    boolean taken = thread.take(() -> lookNow(audit, () -> memory.giveBack(bytes)));
    if (!taken) {
      memory.giveBack(bytes);
      unchecked(audit.route(), exchange);
    }
  }

  private void lookNow(Audit audit, Runnable done) {
    boolean goesOn = false;
    try {
      goesOn = lookUnguarded(audit, done);
    } catch (RuntimeException ours) { // content may be in the message: class only
      log.atError()
          .addKeyValue("request", audit.exchange().requestId())
          .addKeyValue("failure", ours.getClass().getName())
          .log("an answer could not be checked");
      unchecked(audit.route(), audit.exchange());
    } finally {
      if (!goesOn) {
        done.run();
      }
    }
  }

  /** Whether a moderator is asked, after which it is done. */
  private boolean lookUnguarded(Audit audit, Runnable done) {
    Exchange exchange = audit.exchange();
    Answer answer = reader.read(exchange).answer();
    if (answer == null) {
      if (exchange.method().equals("POST") && WireReader.answersWithText(exchange.path())) {
        unchecked(audit.route(), exchange);
      } // else nobody asked for an answer
      return false;
    }
    List<AnswerCheck> checks = List.of(audit.check());
    String failed = audit.check().failure(answer, exchange.path());
    if (failed != null || !Moderated.isNeeded(checks, answer)) {
      checked(audit, failed);
      return false;
    }
    Moderated.by(checks, answer, audit.moderation(), Hold.USUAL.time())
        .onSuccess(
            told -> {
              if (told.untold()) {
                unchecked(audit.route(), exchange);
              } else {
                checked(audit, told.failure());
              }
              done.run();
            });
    return true;
  }

  private void checked(Audit audit, @Nullable String failed) {
    Exchange exchange = audit.exchange();
    counter(
            "understudy.guard.checked",
            "Answers that clients got and that were checked",
            audit.route(),
            exchange,
            "")
        .increment();
    if (failed == null) {
      return;
    }
    counter(
            "understudy.guard.failed",
            "Answers that clients got though they are not as they must be",
            audit.route(),
            exchange,
            failed)
        .increment();
    if (audit.seen() == Extent.BEGINNING) {
      counter(
              "understudy.guard.late",
              "Streams that a guard let go at a bound and that failed afterwards",
              audit.route(),
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
