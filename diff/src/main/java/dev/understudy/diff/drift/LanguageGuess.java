package dev.understudy.diff.drift;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Guesses the language of a text within some microseconds: by its script, and where many languages
 * share it, by the most frequent little words of each. A model over n-grams knows more, but takes a
 * hundred times as long; here it matters only that a guess is always the same for the same text.
 *
 * <p>Languages are named by ISO 639-1. What is not told apart bears the name of its script, such as
 * {@code latin}; {@value #NONE} is what has no letters.
 */
final class LanguageGuess {
  /** What has no letters. */
  static final String NONE = "none";

  /** Looked at are so many characters from the text's end, where the question stands. */
  private static final int MOST_CHARACTERS = 1_500;

  private static final int LEAST_WORDS = 2;

  /** The least share of a text's words that must be little words of its language. */
  private static final double LEAST_SHARE = 0.08;

  private static final int LONGEST_WORD = 6;

  /** Scripts that one language is written in, or nearly so. */
  private static final Map<UnicodeScript, String> OWN =
      Map.of(
          UnicodeScript.HIRAGANA, "ja",
          UnicodeScript.KATAKANA, "ja",
          UnicodeScript.HANGUL, "ko",
          UnicodeScript.HAN, "zh",
          UnicodeScript.GREEK, "el",
          UnicodeScript.HEBREW, "he",
          UnicodeScript.THAI, "th");

  private static final List<Little> LITTLE =
      List.of(
          new Little(
              "latin",
              "en",
              "the of and to is in that it you for are with this was not be a i on as at have if do"
                  + " we so but my your an can me no they"),
          new Little("latin", "de", "der die das und ist nicht ein eine ich zu den mit sie es auf"),
          new Little("latin", "fr", "le la les des et est une que qui dans pour pas je il vous du"),
          new Little("latin", "es", "el la los las y es una que en de por con para no del se como"),
          new Little("latin", "it", "il la che di e è un una per non sono con del della gli mi"),
          new Little("latin", "pt", "o a os as e é um uma que de do da não em para com se por"),
          new Little("latin", "nl", "de het een en van is dat niet ik je op te met voor zijn er"),
          new Little("latin", "sv", "och att det är en som på jag inte för av med den till ett"),
          new Little("latin", "da", "og at det er en som på jeg ikke for af med den til et"),
          new Little("latin", "fi", "ja on ei se että hän oli mutta kun ovat tai myös minä"),
          new Little("latin", "pl", "i w na z się nie jest że do to jak co ale dla przez"),
          new Little("latin", "cs", "a je se na že v to s z do jsem ale jak by pro není"),
          new Little("latin", "tr", "ve bir bu da de için ne ile çok mi var ben değil olarak"),
          new Little("latin", "ro", "și de la un o că nu este în cu pe mai sunt din care"),
          new Little("latin", "hu", "a az és hogy nem is egy ez van de meg csak volt már"),
          new Little("latin", "id", "yang dan di ini itu dengan untuk tidak dari dalam akan pada"),
          new Little("latin", "vi", "và là của có không cho được một người trong này với tôi"),
          new Little("cyrillic", "ru", "и в не на что это как я с он но по она мы так все из"),
          new Little("cyrillic", "uk", "і в не на що це як я з він але та вона ми так у є"),
          new Little("cyrillic", "bg", "и в не на че това как аз с той но по е да се за от са"));

  private static final Map<String, Integer> LANGUAGES_BY_WORD = byWord();

  private static final AsciiWords ASCII = new AsciiWords(LANGUAGES_BY_WORD);

  private record Little(String script, String language, String words) {}

  private LanguageGuess() {}

  private static Map<String, Integer> byWord() {
    Map<String, Integer> all = new HashMap<>();
    for (int i = 0; i < LITTLE.size(); i++) {
      for (String word : LITTLE.get(i).words().split(" ", -1)) {
        all.merge(word, 1 << i, (some, more) -> some | more);
      }
    }
    return all;
  }

  /** The script that a language's name, or a script's own, stands for. */
  static String script(String name) {
    return LITTLE.stream()
        .filter(each -> each.language().equals(name))
        .map(Little::script)
        .findFirst()
        .orElse(name);
  }

  /** Whether the name is of a script in which several languages are told apart. */
  static boolean isOpen(String name) {
    return LITTLE.stream().anyMatch(each -> each.script().equals(name));
  }

  /** The language or script of that text. */
  static String of(String text) {
    String end = text.substring(Math.max(0, text.length() - MOST_CHARACTERS));
    String plain = inAscii(end.toCharArray());
    return plain == null ? inUnicode(end) : plain;
  }

  /** The same of texts of ASCII, in a fifth of the time; null of others. */
  private static @Nullable String inAscii(char[] text) {
    int[] found = new int[LITTLE.size()];
    int words = 0;
    int length = 0; // of the word that is open
    long word = 0;
    for (int i = 0; i <= text.length; i++) {
      char c = i < text.length ? text[i] : ' ';
      if (c >= 0x80) {
        return null;
      }
      int small = c | 0x20;
      if (small >= 'a' && small <= 'z') {
        word = word << 8 | small;
        length++;
      } else if (length > 0) {
        if (length <= LONGEST_WORD) {
          count(ASCII.of(word), found);
        }
        words++;
        length = 0;
        word = 0;
      }
    }
    return words == 0 ? NONE : likeliest(found, words, "latin");
  }

  private static String inUnicode(String end) {
    UnicodeScript most = mostly(end);
    if (most == UnicodeScript.COMMON) {
      return NONE;
    }
    String name = most.name().toLowerCase(Locale.ROOT);
    return isOpen(name)
        ? byWords(end.toLowerCase(Locale.ROOT), name)
        : OWN.getOrDefault(most, name);
  }

  /** The script of most letters; of Chinese signs among Japanese ones, that of the latter. */
  private static UnicodeScript mostly(String text) {
    int latin = 0;
    Map<UnicodeScript, Integer> others = new EnumMap<>(UnicodeScript.class);
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (c < 0x250) {
        latin += Character.isLetter(c) ? 1 : 0;
      } else if (Character.isLetter(c)) {
        others.merge(UnicodeScript.of(c), 1, Integer::sum);
      }
    }
    UnicodeScript most = latin > 0 ? UnicodeScript.LATIN : UnicodeScript.COMMON;
    int letters = latin;
    for (Map.Entry<UnicodeScript, Integer> each : others.entrySet()) {
      if (each.getValue() > letters) {
        most = each.getKey();
        letters = each.getValue();
      }
    }
    return most == UnicodeScript.HAN && others.containsKey(UnicodeScript.HIRAGANA)
        ? UnicodeScript.HIRAGANA
        : most;
  }

  private static String byWords(String text, String script) {
    int[] found = new int[LITTLE.size()];
    int words = 0;
    int from = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean inWord = i < text.length() && Character.isLetter(text.charAt(i));
      if (inWord && from < 0) {
        from = i;
      } else if (!inWord && from >= 0) {
        words++;
        count(text, from, i, found);
        from = -1;
      }
    }
    return likeliest(found, words, script);
  }

  private static void count(String text, int from, int to, int[] found) {
    if (to - from > LONGEST_WORD) {
      return;
    }
    count(LANGUAGES_BY_WORD.getOrDefault(text.substring(from, to), 0), found);
  }

  private static void count(int languages, int[] found) {
    for (int rest = languages; rest != 0; rest &= rest - 1) {
      found[Integer.numberOfTrailingZeros(rest)]++;
    }
  }

  /** The language with most of its little words; the script where there are too few, or a tie. */
  private static String likeliest(int[] found, int words, String script) {
    int best = -1;
    int second = 0;
    for (int i = 0; i < found.length; i++) {
      if (!LITTLE.get(i).script().equals(script)) {
        continue;
      }
      if (best < 0 || found[i] > found[best]) {
        second = best < 0 ? 0 : found[best];
        best = i;
      } else {
        second = Math.max(second, found[i]);
      }
    }
    boolean isTold =
        found[best] >= LEAST_WORDS && found[best] > second && found[best] >= LEAST_SHARE * words;
    return isTold ? LITTLE.get(best).language() : script;
  }
}
