package dev.understudy.student.head;

import dev.understudy.student.pretrained.Pretrained;
import dev.understudy.student.tokens.Keep;
import dev.understudy.student.tokens.Tokens;
import java.util.List;
import java.util.Objects;

/**
 * How texts become the tokens an encoder reads; the encoder's own prefix stands before each.
 *
 * @param limit how many tokens are read, those included that mark beginning and end
 * @param keep which part of a longer text
 */
public record Reading(int limit, Keep keep) {
  private static final int LEAST = 8;

  public Reading {
    Objects.requireNonNull(keep, "keep");
    if (limit < LEAST) {
      throw new IllegalArgumentException("limit must be at least " + LEAST + ", got " + limit);
    }
  }

  /**
   * The tokens of texts, in their order.
   *
   * @throws IllegalArgumentException if the encoder cannot read as many
   */
  public List<Tokens> tokens(Pretrained encoder, List<String> texts) {
    int most = encoder.config().maxPositions();
    if (limit > most) {
      throw new IllegalArgumentException(
          "limit must be at most %d for this encoder, got %d".formatted(most, limit));
    }
    return texts.stream()
        .map(text -> encoder.tokenizer().encode(encoder.prefix(), text, limit, keep))
        .toList();
  }
}
