package dev.understudy.rules.yaml;

import java.util.Comparator;
import java.util.Objects;

/**
 * What is wrong with a setting, and where.
 *
 * @param source the file as the user named it, or what else the setting came from, such as {@code
 *     command line}
 * @param line the line, counted from 1; 0 where the problem has no place in a file
 * @param column the column in characters, counted from 1; 0 where there is no line
 * @param message what was expected, what was found and, where that is not plain, the remedy
 */
public record Problem(String source, int line, int column, String message) {
  /** In the order a person would mend them: as they stand in the file. */
  public static final Comparator<Problem> BY_PLACE =
      Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

  public Problem {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(message, "message");
    if (line < 0 || column < 0 || (line == 0) != (column == 0)) {
      throw new IllegalArgumentException("no such place: line " + line + ", column " + column);
    }
  }

  /** A problem without a place in a file. */
  public static Problem of(String source, String message) {
    return new Problem(source, 0, 0, message);
  }

  /** As compilers print it: {@code gateway.yaml:14:16: listen must be HOST:PORT, got 'foo'}. */
  @Override
  public String toString() {
    return line == 0
        ? source + ": " + message
        : source + ":" + line + ":" + column + ": " + message;
  }
}
