package dev.understudy.bench.dataset;

import java.util.List;
import java.util.SplittableRandom;

/** Prose of made-up words, few of them often and many seldom (roughly Zipf's law). */
final class Words {
  private static final int VOCABULARY = 30_000;
  private static final List<String> COMMON =
      List.of(
          "the", "of", "and", "to", "a", "in", "is", "you", "that", "it", "for", "on", "are",
          "with", "as", "this", "be", "your", "can", "or", "from", "have", "by", "not", "an", "if",
          "at", "we", "which", "will", "one", "all", "would", "there", "their", "what", "about",
          "when", "please", "should", "order", "account", "because", "never", "people", "article");
  private static final String[] SYLLABLES = {
    "con", "ter", "al", "in", "er", "ment", "pro", "ing", "re", "ous", "tion", "per", "ly", "de",
    "man", "sub", "ver", "sta", "ate", "ble", "com", "ques", "tra", "mil", "pre", "ster", "ual",
    "fin", "gra", "port", "lin", "mos", "nec", "ol", "rup", "vis", "wen", "ye", "zan", "khi"
  };
  private static final String[] ALL = vocabulary();
  private static final int SENTENCE = 12;

  private Words() {}

  /** Prose of about that many characters; the same dice, the same prose. */
  static String prose(SplittableRandom dice, int characters) {
    StringBuilder prose = new StringBuilder(characters + 16);
    while (prose.length() < characters) {
      String end = dice.nextInt(SENTENCE) == 0 ? ". " : " ";
      prose.append(prose.isEmpty() ? "" : end).append(word(dice));
    }
    return prose.toString();
  }

  /** The prose with two of a hundred words replaced, and at least one. */
  static String edited(SplittableRandom dice, String prose) {
    String[] words = prose.split(" ");
    for (int edits = 1 + words.length / 50; edits > 0; edits--) {
      words[dice.nextInt(words.length)] = word(dice);
    }
    return String.join(" ", words);
  }

  private static String word(SplittableRandom dice) {
    return ALL[(int) StrictMath.pow(VOCABULARY + 1, dice.nextDouble()) - 1];
  }

  private static String[] vocabulary() {
    SplittableRandom dice = new SplittableRandom(5);
    String[] words = new String[VOCABULARY];
    for (int i = 0; i < VOCABULARY; i++) {
      StringBuilder word = new StringBuilder(i < COMMON.size() ? COMMON.get(i) : "");
      for (int parts = i < COMMON.size() ? 0 : 2 + dice.nextInt(2); parts > 0; parts--) {
        word.append(SYLLABLES[dice.nextInt(SYLLABLES.length)]);
      }
      words[i] = word.toString();
    }
    return words;
  }
}
