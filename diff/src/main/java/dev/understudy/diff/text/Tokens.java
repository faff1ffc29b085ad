package dev.understudy.diff.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A text as the words that are compared: after NFKC and case folding, runs of letters, digits and
 * marks. Numbers keep their sign and their inner points and commas ({@code -3.5}); scripts written
 * without spaces (Han, Hiragana, Katakana, Thai, Lao, Khmer, Myanmar) give one token per character;
 * so do symbols and emoji; punctuation gives none.
 *
 * @param words the tokens in order
 */
public record Tokens(List<String> words) {
  public Tokens {
    words = List.copyOf(words);
  }

  /** The tokens of a text. */
  public static Tokens of(String text) {
    List<String> plain = AsciiTokens.of(text);
    return new Tokens(plain == null ? inUnicode(text) : plain);
  }

  private static List<String> inUnicode(String text) {
    String folded = folded(text);
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < folded.length(); ) {
      int c = folded.codePointAt(i);
      int next = i + Character.charCount(c);
      if (standsAlone(c)) {
        flush(word, words);
        words.add(Character.toString(c));
      } else if (isWordPart(c) || (word.length() > 0 && joinsDigits(folded, i, next))) {
        word.appendCodePoint(c);
      } else {
        flush(word, words);
        if (isSign(c) && isDigit(folded, next)) {
          word.append('-');
        }
      }
      i = next;
    }
    flush(word, words);
    return words;
  }

  /** The text after NFKC, in one case. */
  public static String folded(String text) {
    String composed =
        Normalizer.isNormalized(text, Normalizer.Form.NFKC)
            ? text
            : Normalizer.normalize(text, Normalizer.Form.NFKC);
    return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static void flush(StringBuilder word, List<String> words) {
    if (word.length() > 0) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private static boolean isWordPart(int c) {
    if (Character.isLetterOrDigit(c)) {
      return true;
    }
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static boolean standsAlone(int c) {
    if (c < 0x80) {
      return "$+<=>^|~".indexOf(c) >= 0;
    }
    switch (Character.getType(c)) {
      case Character.OTHER_SYMBOL, Character.MATH_SYMBOL, Character.CURRENCY_SYMBOL -> {
        return !isSign(c);
      }
      case Character.OTHER_LETTER -> {
        return isWrittenWithoutSpaces(Character.UnicodeScript.of(c));
      }
      default -> {
        return false;
      }
    }
  }

  private static boolean isWrittenWithoutSpaces(Character.UnicodeScript script) {
    return switch (script) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }

  private static boolean isSign(int c) {
    return c == '-' || c == '\u2212';
  }

  private static boolean joinsDigits(String text, int at, int next) {
    char c = text.charAt(at);
    return (c == '.' || c == ',') && isDigit(text, at - 1) && isDigit(text, next);
  }

  private static boolean isDigit(String text, int at) {
    return at >= 0 && at < text.length() && Character.isDigit(text.charAt(at));
  }
}
