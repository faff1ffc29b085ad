package dev.understudy.sink.store.s3;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * Calls S3 and waits for the answer, no longer than patience allows, unless a breaker says that
 * nobody answers just now. Safe for every thread.
 */
final class Calls implements AutoCloseable {
  /** The SDK ends its calls in time; this is for the case that it does not. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final S3AsyncClient client;
  private final Verdict verdict;
  private final Counters counters;
  private final Duration longest;
  private final CircuitBreaker breaker;

  Calls(Line line, Verdict verdict, Patience patience, Counters counters) {
    this.client = line.client();
    this.verdict = verdict;
    this.counters = counters;
    this.longest = patience.call().plus(GRACE);
    this.breaker =
        CircuitBreaker.of(
            verdict.location().toString(),
            CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(patience.breakerFailures())
                .minimumNumberOfCalls(patience.breakerFailures())
                .failureRateThreshold(100)
                .slowCallDurationThreshold(longest)
                .waitDurationInOpenState(patience.breakerOpen())
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
  }

  /**
   * A call under way. Whoever began it awaits it or gives it up.
   *
   * @param <T> its answer
   */
  final class Pending<T> {
    private final String done;
    private final String name;
    private final CompletableFuture<T> answer;
    private final long begun = System.nanoTime();

    private Pending(String done, String name, CompletableFuture<T> answer) {
      this.done = done;
      this.name = name;
      this.answer = answer;
    }

    /**
     * Waits for the answer.
     *
     * @throws InterruptedIOException if the thread was interrupted; the call is given up
     */
    T await() throws IOException {
      try {
        T value = answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        breaker.onSuccess(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        counters.answered();
        return value;
      } catch (InterruptedException e) {
        giveUp();
        Thread.currentThread().interrupt();
        throw new InterruptedIOException(
            "interrupted before %s was %s".formatted(verdict.location().of(name), done));
      } catch (ExecutionException e) {
        Throwable cause = e.getCause();
        throw failed(verdict.of(done, name, cause == null ? e : cause));
      } catch (CancellationException | TimeoutException e) {
        answer.cancel(true);
        throw failed(verdict.of(done, name, e));
      }
    }

    /** Does without the answer; the call may be done all the same. */
    void giveUp() {
      answer.cancel(true);
      breaker.releasePermission();
    }

    private S3Failure failed(S3Failure failure) {
      long nanos = System.nanoTime() - begun;
      if (failure.kind().isOutage()) {
        breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
      } else {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
      }
      if (failure.isAnswer()) {
        counters.answered();
      } else {
        counters.failed(failure);
      }
      return failure;
    }
  }

  /**
   * Begins a call.
   *
   * @param done what is being done, as {@code "put"}
   * @param name with which file or object
   */
  <T> Pending<T> begin(String done, String name, Function<S3AsyncClient, CompletableFuture<T>> call)
      throws IOException {
    if (!breaker.tryAcquirePermission()) {
      S3Failure failure = verdict.notAsked(done, name, counters.problem());
      counters.failed(failure);
      throw failure;
    }
    CompletableFuture<T> answer;
    try {
      answer = call.apply(client);
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    return new Pending<>(done, name, answer);
  }

  /** Makes a call and waits for its answer. */
  <T> T make(String done, String name, Function<S3AsyncClient, CompletableFuture<T>> call)
      throws IOException {
    return begin(done, name, call).await();
  }

  /** Runs that whenever S3 is found to be out of reach. */
  void onOutage(Runnable heard) {
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> {
              if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                heard.run();
              }
            });
  }

  Verdict verdict() {
    return verdict;
  }

  Counters counters() {
    return counters;
  }

  S3Health health() {
    return counters.health(breaker.getState().name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() {
    client.close();
  }
}
