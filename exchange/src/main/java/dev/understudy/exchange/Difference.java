package dev.understudy.exchange;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One place where two answers differ.
 *
 * @param pointer where, as a JSON pointer (RFC 6901) into the answer; empty for the whole
 * @param teacher the teacher's value there as JSON text, or null where it has none
 * @param student the student's value there as JSON text, or null where it has none
 */
public record Difference(String pointer, @Nullable String teacher, @Nullable String student) {
  public Difference {
    Objects.requireNonNull(pointer, "pointer");
  }

  /** Never the values. */
  @Override
  public String toString() {
    return "Difference[" + pointer + "]";
  }
}
