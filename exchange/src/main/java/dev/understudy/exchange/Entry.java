package dev.understudy.exchange;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;

/** Something to remember: what becomes one row of one table. */
public sealed interface Entry permits Exchange, Comparison, Feedback {
  /** The table it belongs into. */
  Table table();

  /** The request that it is about (UUIDv7). */
  UUID requestId();

  /** When it happened, which decides the partition its row lies in. */
  Instant at();

  /** The name of the gateway that took it. */
  String instance();

  /** About how many bytes of content it keeps in memory, for budgets. */
  long keptBytes();

  /** What the one of the functions says that is meant for such an entry. */
  default <T> T fold(
      Function<Exchange, T> exchange,
      Function<Comparison, T> comparison,
      Function<Feedback, T> feedback) {
    if (this instanceof Exchange one) {
      return exchange.apply(one);
    }
    return this instanceof Comparison one ? comparison.apply(one) : feedback.apply((Feedback) this);
  }
}
