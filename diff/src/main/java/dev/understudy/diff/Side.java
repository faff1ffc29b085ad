package dev.understudy.diff;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Outcome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of the two exchanges compared, as far as it matters.
 *
 * @param answer what was answered, or null where nothing was that can be read
 * @param status the HTTP status, or 0 where none came
 * @param outcome how the exchange ended
 */
public record Side(@Nullable Answer answer, int status, Outcome outcome) {
  public Side {
    Objects.requireNonNull(outcome, "outcome");
  }
}
