package dev.understudy.gateway.recent;

import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One disagreement of student and teacher.
 *
 * @param at when they were compared, and the request
 * @param comparison what differs
 * @param group what it differs in, as others do
 * @param facts what else is known
 * @param ruling what a person said of it, or null
 */
public record Case(
    Moment at, Comparison comparison, Group group, CaseFacts facts, @Nullable Ruling ruling) {
  private static final long OVERHEAD_BYTES = 440; // objects, entries of maps: measured, rounded up
  private static final long DIFFERENCE_BYTES = 120;

  public Case {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(comparison, "comparison");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(facts, "facts");
  }

  /** The request. */
  public UUID requestId() {
    return at.id();
  }

  Case with(CaseFacts more) {
    return new Case(at, comparison, group, facts.and(more), ruling);
  }

  Case ruled(@Nullable Ruling by) {
    return new Case(at, comparison, group, facts, by);
  }

  /** About the memory it takes, rather too much than too little. */
  long bytes() {
    long bytes = OVERHEAD_BYTES + facts.bytes() + comparison.keptBytes();
    for (Difference each : comparison.differences()) {
      bytes += DIFFERENCE_BYTES + (each.pointer().length() & 7);
    }
    return bytes;
  }

  /** Never the values. */
  @Override
  public String toString() {
    return "Case[" + at + ", " + group + "]";
  }
}
