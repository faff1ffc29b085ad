package dev.understudy.trainer.example;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why an example is not learned from.
 *
 * @param stage the job that says so, such as {@code filters}
 * @param reason a constant word of that job's, such as {@code refusal}
 * @param detail what was found and what was expected, in figures and names, never content; or null
 */
public record Drop(String stage, String reason, @Nullable String detail) {
  public Drop {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(reason, "reason");
  }
}
