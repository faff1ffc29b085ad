package dev.understudy.gateway.student;

import dev.understudy.gateway.output.AnswerCheck;
import dev.understudy.rules.Hybrid.Hold;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What makes a student's answer good enough.
 *
 * @param confident the least confidence, in [0, 1], or null
 * @param checks what it must be like
 * @param hold how long it is held back at most
 */
public record CascadeTerms(@Nullable Double confident, List<AnswerCheck> checks, Hold hold) {
  public CascadeTerms {
    checks = List.copyOf(checks);
    Objects.requireNonNull(hold, "hold");
  }
}
