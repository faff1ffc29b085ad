package dev.understudy.gateway.rehearsal;

import dev.understudy.diff.Finding;
import dev.understudy.diff.Side;
import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.Usage;
import dev.understudy.exchange.Verdict;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.gateway.process.SideThread;
import dev.understudy.gateway.rollout.Observation;
import dev.understudy.gateway.rollout.Rollouts;
import dev.understudy.gateway.tracing.RequestTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the answers of rehearsals on one thread of its own, and passes what it finds on as a
 * record and as evidence. When more wait than memory should hold, the newest are left out and
 * counted. Safe for every thread.
 */
public final class Comparing implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Comparing.class);

  private final String instance;
  private final WireReader reader = WireReader.withoutTokenEstimates();
  private final Records records;
  private final Rollouts rollouts;
  private final SideThread thread;

  /** Takes comparisons to keep. */
  public interface Records {
    /**
     * Takes one.
     *
     * @param redaction takes out of it what must not be stored, or null
     */
    void take(Comparison comparison, @Nullable UnaryOperator<Entry> redaction);
  }

  /**
   * A comparer at work.
   *
   * @param instance this gateway's name
   * @param records takes each comparison
   * @param rollouts takes each comparison of a student as evidence
   */
  public Comparing(String instance, Records records, Rollouts rollouts) {
    this.instance = instance;
    this.records = records;
    this.rollouts = rollouts;
    this.thread = new SideThread("understudy-comparing");
  }

  /**
   * Compares, soon.
   *
   * @param primary the client's exchange with the teacher
   * @param other the exchange to compare it with
   * @param bucket the bucket of the request's sticky key, or null where it has none
   * @param trace the request's trace
   * @param after called once, on any thread, when the two are not needed any more
   */
  void compare(
      RehearsalTerms terms,
      Exchange primary,
      Exchange other,
      @Nullable Double bucket,
      RequestTrace trace,
      Runnable after) {
    boolean taken =
        thread.take(
            () -> {
              try {
                trace.during(() -> compareGuarded(terms, primary, other, bucket, trace));
              } finally {
                after.run();
              }
            });
    if (!taken) {
      terms.counters().notCompared();
      after.run();
    }
  }

  private void compareGuarded(
      RehearsalTerms terms,
      Exchange primary,
      Exchange other,
      @Nullable Double bucket,
      RequestTrace trace) {
    try {
      compareNow(terms, primary, other, bucket, trace);
    } catch (RuntimeException ours) { // content may be in the message: class only
      log.atError()
          .addKeyValue("request", primary.requestId())
          .addKeyValue("failure", ours.getClass().getName())
          .log("a comparison failed; its request counts for nothing");
    }
  }

  private void compareNow(
      RehearsalTerms terms,
      Exchange primary,
      Exchange other,
      @Nullable Double bucket,
      RequestTrace trace) {
    long startedNanos = System.nanoTime();
    Answer teacher = reader.read(primary).answer();
    Answer student = reader.read(other).answer();
    Usage usage = student == null ? null : student.usage();
    terms
        .budget()
        .answered(other.responseBody().length(), usage == null ? null : usage.outputTokens());
    Finding finding = terms.comparator().compare(side(primary, teacher), side(other, student));
    boolean both = isAnswer(primary) && isAnswer(other);
    trace.compared(
        startedNanos,
        terms.role().word(),
        terms.to().origin().name(),
        finding.comparator(),
        finding.verdict().word());
    records.take(
        new Comparison(
            primary.requestId(),
            Instant.now(),
            instance,
            primary.rulesVersion(),
            terms.route(),
            terms.to().origin().name(),
            student == null ? null : student.model(),
            finding.comparator(),
            finding.verdict(),
            finding.score(),
            finding.differences(),
            finding.remarkWords(),
            terms.role() == Role.ECHO,
            both ? other.duration().minus(primary.duration()) : null,
            both ? minus(other.firstByte(), primary.firstByte()) : null),
        terms.redaction());
    if (terms.role() == Role.SHADOW) {
      boolean failed = !isAnswer(other) || student == null || student.error() != null;
      rollouts.observe(
          terms.route(),
          terms.fingerprint(),
          bucket,
          new Observation(
              differs(failed, finding.verdict()),
              failed,
              both ? timesTeacher(primary.duration(), other.duration()) : null),
          System.currentTimeMillis());
    }
    terms.counters().compared(finding.verdict()); // last: what is counted can be looked at
  }

  private static @Nullable Double timesTeacher(Duration teacher, Duration student) {
    return teacher.isZero() ? null : (double) student.toNanos() / (double) teacher.toNanos();
  }

  private static @Nullable Boolean differs(boolean failed, Verdict verdict) {
    if (failed || verdict == Verdict.INCOMPARABLE) {
      return null;
    }
    return verdict == Verdict.DIFFERENT;
  }

  private static Side side(Exchange exchange, @Nullable Answer answer) {
    return new Side(answer, exchange.status(), exchange.outcome());
  }

  private static boolean isAnswer(Exchange exchange) {
    return exchange.outcome() == Outcome.COMPLETE && exchange.status() == 200;
  }

  private static @Nullable Duration minus(@Nullable Duration one, @Nullable Duration other) {
    return one == null || other == null ? null : one.minus(other);
  }

  /** Finishes what waits, within some seconds, and ends. */
  @Override
  public void close() {
    thread.close();
  }
}
