package dev.understudy.trainer.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Texts of made-up words, from dice: no two have anything in common but single words. */
record Comments(Random dice) {
  private static final String CONSONANTS = "bdfghjklmnprstvz";
  private static final String VOWELS = "aeiou";
  private static final int WORDS_IN_SHINGLE = 3;

  /** A new one of so many words. */
  String words(int number) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      words.add(word());
    }
    return String.join(" ", words);
  }

  /** A new one of 30 to 120 words. */
  String any() {
    return words(30 + dice.nextInt(91));
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int i = 2 + dice.nextInt(2); i > 0; i--) {
      word.append(CONSONANTS.charAt(dice.nextInt(CONSONANTS.length())));
      word.append(VOWELS.charAt(dice.nextInt(VOWELS.length())));
    }
    return word.toString();
  }

  /** The same but for so many words, each replaced, left out or put in between. */
  String edited(String text, int edits) {
    List<String> words = new ArrayList<>(Arrays.asList(text.split(" ")));
    for (int i = 0; i < edits; i++) {
      int at = dice.nextInt(words.size());
      switch (dice.nextInt(3)) {
        case 0 -> words.set(at, word());
        case 1 -> words.remove(at);
        default -> words.add(at, word());
      }
    }
    return String.join(" ", words);
  }

  /** The same but for capitals, blanks and the widths that Unicode has of letters. */
  String respelled(String text) {
    return switch (dice.nextInt(4)) {
      case 0 -> text.toUpperCase(Locale.ROOT);
      case 1 -> text.replace(" ", "  ");
      case 2 -> text.replace(' ', '\u00a0');
      default -> text.replace('a', '\uff41');
    };
  }

  /** How much two have in common: the Jaccard similarity of their runs of three words. */
  static double likeness(String one, String other) {
    Set<String> ones = runs(one);
    Set<String> others = runs(other);
    Set<String> all = new HashSet<>(ones);
    all.addAll(others);
    ones.retainAll(others);
    return (double) ones.size() / all.size();
  }

  private static Set<String> runs(String text) {
    String[] words = text.split(" ");
    Set<String> runs = new HashSet<>();
    for (int i = 0; i + WORDS_IN_SHINGLE <= words.length; i++) {
      runs.add(String.join(" ", Arrays.copyOfRange(words, i, i + WORDS_IN_SHINGLE)));
    }
    return runs;
  }
}
