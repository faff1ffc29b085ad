package dev.understudy.trainer.example;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request and the answer a student should give to it, with where both came from and what the
 * jobs so far made of them. Rows are never deleted silently: one that is not to be learned from has
 * a {@link Drop} that says why.
 *
 * @param origin where the request came from
 * @param prompt what was asked
 * @param target what is to be answered
 * @param gold what people or programs said of the teacher's answer, or null where nobody did
 * @param cost what the exchange took
 * @param marks what the jobs found: groups, clusters, the part of the split
 * @param drop why it is not learned from, or null where it is
 */
public record Example(
    Origin origin,
    Prompt prompt,
    Target target,
    @Nullable Gold gold,
    Cost cost,
    Marks marks,
    @Nullable Drop drop) {
  public Example {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(prompt, "prompt");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(cost, "cost");
    Objects.requireNonNull(marks, "marks");
  }

  /** What names the example: its {@link Origin#requestId()}. */
  public String id() {
    return origin.requestId();
  }

  /** Whether nothing speaks against it so far. */
  public boolean isKept() {
    return drop == null;
  }

  /** The same with another prompt. */
  public Example with(Prompt other) {
    return new Example(origin, other, target, gold, cost, marks, drop);
  }

  /** The same with another target. */
  public Example with(Target other) {
    return new Example(origin, prompt, other, gold, cost, marks, drop);
  }

  /** The same with other marks. */
  public Example with(Marks other) {
    return new Example(origin, prompt, target, gold, cost, other, drop);
  }

  /** The same, dropped; the first reason stays where there was one. */
  public Example dropped(Drop reason) {
    return drop != null ? this : new Example(origin, prompt, target, gold, cost, marks, reason);
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Example[" + id() + (drop == null ? "" : ", " + drop.reason()) + "]";
  }
}
