package dev.understudy.student.tokens;

import java.util.Arrays;

/** One text as tokens, those included that mark its beginning and end. Immutable. */
public final class Tokens {
  private final long[] ids;
  private final boolean cut;

  Tokens(long[] ids, boolean cut) {
    this.ids = ids;
    this.cut = cut;
  }

  /** Tokens that were made elsewhere. */
  public static Tokens of(long... ids) {
    return new Tokens(ids.clone(), false);
  }

  /** How many there are. */
  public int count() {
    return ids.length;
  }

  /** Whether a part of the text was left out. */
  public boolean cut() {
    return cut;
  }

  /** Their numbers in the vocabulary, a copy. */
  public long[] ids() {
    return ids.clone();
  }

  void copyTo(long[] target, int offset) {
    System.arraycopy(ids, 0, target, offset, ids.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tokens that && cut == that.cut && Arrays.equals(ids, that.ids);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Tokens[" + ids.length + (cut ? ", cut" : "") + "]";
  }
}
