package dev.understudy.student.serving.batch;

import dev.understudy.student.model.Question;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A question that was put to a {@link Desk}, and the answer to come. Safe for every thread. */
public final class Asked {
  private final Question question;
  private final long arrivedNanos;
  private final CompletableFuture<Answered> answer = new CompletableFuture<>();

  Asked(Question question, long arrivedNanos) {
    this.question = Objects.requireNonNull(question, "question");
    this.arrivedNanos = arrivedNanos;
  }

  /**
   * The answer to come. It fails with {@link ModelFailure} where the model could not answer and
   * with {@link NotTaken} where the desk closed before; it never completes once the question was
   * withdrawn in time. Completed on the thread that computed: what hangs on it must be short.
   */
  public CompletableFuture<Answered> answer() {
    return answer;
  }

  Question question() {
    return question;
  }

  long arrivedNanos() {
    return arrivedNanos;
  }
}
