package dev.understudy.rules.yaml;

import java.util.List;
import java.util.function.Function;

/**
 * What reading gave: a value without any problem, or all problems and no value.
 *
 * @param <T> the value's type
 */
public sealed interface Parsed<T> {
  /** The problems, in the order of their places; none where there is a value. */
  List<Problem> problems();

  /** What the one or the other function makes of it. */
  <R> R fold(
      Function<? super T, ? extends R> good, Function<? super List<Problem>, ? extends R> bad);

  /**
   * The value.
   *
   * @throws IllegalStateException when there are problems; its message lists them, one per line
   */
  default T orThrow() {
    return fold(
        value -> value,
        problems -> {
          throw new IllegalStateException(
              String.join("\n", problems.stream().map(Problem::toString).toList()));
        });
  }

  /**
   * A value without any problem.
   *
   * @param value what was read
   */
  record Good<T>(T value) implements Parsed<T> {
    @Override
    public List<Problem> problems() {
      return List.of();
    }

    @Override
    public <R> R fold(
        Function<? super T, ? extends R> good, Function<? super List<Problem>, ? extends R> bad) {
      return good.apply(value);
    }
  }

  /**
   * Nothing but problems, at least one.
   *
   * @param problems all of them, in the order of their places
   */
  record Bad<T>(List<Problem> problems) implements Parsed<T> {
    public Bad {
      problems = problems.stream().sorted(Problem.BY_PLACE).toList();
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a failed reading needs a problem");
      }
    }

    @Override
    public <R> R fold(
        Function<? super T, ? extends R> good, Function<? super List<Problem>, ? extends R> bad) {
      return bad.apply(problems);
    }
  }
}
