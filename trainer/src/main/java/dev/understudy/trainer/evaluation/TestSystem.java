package dev.understudy.trainer.evaluation;

import java.util.Objects;

/**
 * A system that answered the test rows.
 *
 * @param name what reports call it, such as {@code gpt-4 simple_prompt}; not blank
 * @param role what it is
 */
public record TestSystem(String name, Role role) {
  public TestSystem {
    Objects.requireNonNull(role, "role");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a system needs a name");
    }
  }
}
