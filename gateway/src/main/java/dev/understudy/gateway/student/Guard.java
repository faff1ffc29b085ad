package dev.understudy.gateway.student;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a student that fails, or is slow, from being asked further: a circuit breaker over its last
 * {@value #WINDOW} calls and a bound on calls at a time. Safe for every thread.
 */
public final class Guard {
  private static final Set<Integer> TOO_BUSY = Set.of(408, 429);
  private static final Set<Integer> NO_ACCOUNT = Set.of(401, 402);
  private static final int WINDOW = 50;
  private static final int LEAST_CALLS = 10;
  private static final int PROBES = 3;
  private static final Duration OPEN_FOR = Duration.ofSeconds(10);

  /** Why a student is not asked just now. */
  public enum Refusal {
    /** Its breaker is open: too many of its last calls failed. */
    BREAKER_OPEN,
    /** As many calls as are allowed are under way. */
    CONCURRENCY;

    /** The word used in metrics and headers, such as {@code breaker_open}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final CircuitBreaker breaker;
  private final Bulkhead bulkhead;
  private final boolean bearsOurKey;

  /**
   * A closed guard.
   *
   * @param name its name in metrics
   * @param concurrency the most calls at a time
   * @param bearsOurKey whether calls bear a key of ours, and not the client's
   */
  public Guard(String name, int concurrency, boolean bearsOurKey) {
    this.bearsOurKey = bearsOurKey;
    this.breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(LEAST_CALLS)
                .failureRateThreshold(50)
                .waitDurationInOpenState(OPEN_FOR)
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .maxWaitDurationInHalfOpenState(OPEN_FOR)
                .build());
    this.bulkhead = Bulkhead.of(name, atMost(concurrency));
  }

  private static BulkheadConfig atMost(int concurrency) {
    return BulkheadConfig.custom()
        .maxConcurrentCalls(concurrency)
        .maxWaitDuration(Duration.ZERO)
        .build();
  }

  /** Allows that many calls at a time from now on. */
  void allow(int concurrency) {
    if (bulkhead.getMetrics().getMaxAllowedConcurrentCalls() != concurrency) {
      bulkhead.changeConfig(atMost(concurrency));
    }
  }

  /** Whether as many calls as are allowed are under way just now. */
  public boolean isFull() {
    return bulkhead.getMetrics().getAvailableConcurrentCalls() == 0;
  }

  /** Asks for leave to make one call; null is yes, and then one of the endings must be told. */
  public @Nullable Refusal enter() {
    if (!bulkhead.tryAcquirePermission()) {
      return Refusal.CONCURRENCY;
    }
    if (!breaker.tryAcquirePermission()) {
      bulkhead.releasePermission();
      return Refusal.BREAKER_OPEN;
    }
    return null;
  }

  /**
   * The call was answered whole, with that status. 200 is well. 4xx says something of the request,
   * which clients choose, and nothing of who was asked: it counts neither way. All else is a
   * failure, and so are those of 4xx that say something of who was asked: it cannot keep up (408,
   * 429), or, where the key is ours, does not know it (401) or is not paid (402). 403 is none of
   * these, as filters before models answer so to what they do not like.
   */
  public void answered(int status, long nanos) {
    if (status == 200) {
      succeeded(nanos);
    } else if (status >= 400 && status < 500 && !isOfWhoWasAsked(status)) {
      abandoned();
    } else {
      failed(nanos);
    }
  }

  private boolean isOfWhoWasAsked(int status) {
    return TOO_BUSY.contains(status) || (bearsOurKey && NO_ACCOUNT.contains(status));
  }

  /** The call went well. */
  public void succeeded(long nanos) {
    breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    bulkhead.onComplete();
  }

  /** The call failed. */
  public void failed(long nanos) {
    breaker.onError(nanos, TimeUnit.NANOSECONDS, new IOException("the student failed"));
    bulkhead.onComplete();
  }

  /** The call was given up for a reason that is not the student's. */
  public void abandoned() {
    breaker.releasePermission();
    bulkhead.onComplete();
  }

  /** Calls under way. */
  public int underWay() {
    return bulkhead.getMetrics().getMaxAllowedConcurrentCalls()
        - bulkhead.getMetrics().getAvailableConcurrentCalls();
  }

  /** Whether the breaker is open. */
  public boolean isOpen() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }
}
