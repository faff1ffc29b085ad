package dev.understudy.gateway.access.oidc;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is asked for when it is first needed, and kept for a while, as is a failure. Who
 * comes while it is being asked for waits with the others. Safe for every thread.
 */
final class Remembered<T> {
  private final Supplier<Future<T>> question;
  private final Duration lasts;
  private final Duration pause;
  private final Clock clock;
  private @Nullable Future<T> answer;
  private @Nullable Instant since;

  /**
   * An answer that was not asked for yet.
   *
   * @param lasts how long an answer is kept
   * @param pause how long it is not asked again after a failure
   */
  Remembered(Supplier<Future<T>> question, Duration lasts, Duration pause, Clock clock) {
    this.question = question;
    this.lasts = lasts;
    this.pause = pause;
    this.clock = clock;
  }

  /** The answer, asked for anew where there is none or it is too old. */
  synchronized Future<T> get() {
    Future<T> now = answer;
    return now == null || isOver(now) ? ask() : now;
  }

  /** An answer that was asked for after this one. */
  synchronized Future<T> after(T old) {
    Future<T> now = answer;
    return now == null || (now.succeeded() && now.result() == old) ? ask() : get();
  }

  private boolean isOver(Future<T> now) {
    Duration keep = now.failed() ? pause : lasts;
    return since != null && Duration.between(since, clock.instant()).compareTo(keep) >= 0;
  }

  private Future<T> ask() {
    since = null;
    Future<T> asked = question.get();
    answer = asked;
    asked.onComplete(any -> came(asked));
    return asked;
  }

  private synchronized void came(Future<T> asked) {
    if (asked == answer) {
      since = clock.instant();
    }
  }
}
