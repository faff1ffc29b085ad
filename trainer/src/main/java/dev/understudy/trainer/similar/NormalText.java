package dev.understudy.trainer.similar;

import dev.understudy.diff.text.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * A text without what makes no difference: Unicode NFKC, in one case, with single blanks between
 * words and none around.
 *
 * @param text what is left
 */
public record NormalText(String text) {
  private static final int SEED = 0x5eed; // any; fixed, so that keys of different runs compare

  public NormalText {
    Objects.requireNonNull(text, "text");
  }

  /** With its punctuation. */
  public static NormalText of(String text) {
    return new NormalText(singleBlanks(Tokens.folded(text)));
  }

  /**
   * Its {@link Tokens} alone: no punctuation, one token per character in scripts without spaces.
   */
  public static NormalText wordsOf(String text) {
    return new NormalText(String.join(" ", Tokens.of(text).words()));
  }

  /** What stands for this text; MurmurHash3 of its UTF-8. */
  public TextKey key() {
    return key(utf8());
  }

  static TextKey key(byte[] utf8) {
    long[] hash = MurmurHash3.hash128x64(utf8, 0, utf8.length, SEED);
    return new TextKey(hash[0], hash[1]);
  }

  byte[] utf8() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String singleBlanks(String folded) {
    StringBuilder out = new StringBuilder(folded.length());
    boolean blank = false;
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i); // blanks are all in the basic plane
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        blank = true;
        continue;
      }
      if (blank && out.length() > 0) {
        out.append(' ');
      }
      blank = false;
      out.append(c);
    }
    return out.toString();
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "NormalText[" + text.length() + " characters]";
  }
}
