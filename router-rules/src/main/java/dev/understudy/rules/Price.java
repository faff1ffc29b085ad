package dev.understudy.rules;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * What an upstream costs, in US dollars per million tokens.
 *
 * @param input for tokens of the prompt
 * @param output for tokens of the answer
 */
public record Price(BigDecimal input, BigDecimal output) {
  public Price {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(output, "output");
  }
}
