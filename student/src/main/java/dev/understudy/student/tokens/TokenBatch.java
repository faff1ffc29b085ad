package dev.understudy.student.tokens;

import java.util.Arrays;
import java.util.List;

/**
 * Several texts as one rectangle of tokens, each filled up at its end to the length of the longest.
 * Immutable.
 */
public final class TokenBatch {
  private final long[] ids;
  private final long[] lengths;
  private final int length;

  private TokenBatch(long[] ids, long[] lengths, int length) {
    this.ids = ids;
    this.lengths = lengths;
    this.length = length;
  }

  /**
   * A batch of texts, in their order.
   *
   * @param texts at least one, none without tokens
   * @param padding the number of the token that fills up
   */
  public static TokenBatch of(List<Tokens> texts, long padding) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("a batch must have at least one text");
    }
    int longest = texts.stream().mapToInt(Tokens::count).max().orElseThrow();
    long[] ids = new long[Math.multiplyExact(texts.size(), longest)];
    Arrays.fill(ids, padding);
    long[] lengths = new long[texts.size()];
    for (int row = 0; row < lengths.length; row++) {
      Tokens tokens = texts.get(row);
      if (tokens.count() == 0) {
        throw new IllegalArgumentException("text " + row + " of a batch has no tokens");
      }
      tokens.copyTo(ids, row * longest);
      lengths[row] = tokens.count();
    }
    return new TokenBatch(ids, lengths, longest);
  }

  /** How many texts. */
  public int size() {
    return lengths.length;
  }

  /** How many tokens the longest has. */
  public int length() {
    return length;
  }

  /** How many tokens there are, what fills up not counted. */
  public long tokens() {
    return Arrays.stream(lengths).sum();
  }

  /** Whether any text is shorter than the longest. */
  public boolean padded() {
    return tokens() < ids.length;
  }

  /** All numbers of tokens, text after text; {@code [size * length]}, a copy. */
  public long[] ids() {
    return ids.clone();
  }

  /** How many tokens each text has; {@code [size]}, a copy. */
  public long[] lengths() {
    return lengths.clone();
  }

  /** 1 where there is a token and 0 where one fills up; {@code [size][length]}. */
  public long[][] mask() {
    long[][] mask = new long[size()][length];
    for (int row = 0; row < mask.length; row++) {
      Arrays.fill(mask[row], 0, (int) lengths[row], 1);
    }
    return mask;
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "TokenBatch[" + size() + " x " + length + "]";
  }
}
