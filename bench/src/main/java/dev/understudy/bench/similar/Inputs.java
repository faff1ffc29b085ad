package dev.understudy.bench.similar;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Made-up inputs: 50 to 2,000 characters of words drawn by Zipf's law. Of each twenty, one is the
 * copy of an earlier one and one an earlier one with a share of its words replaced.
 *
 * @param seed of all that is drawn
 * @param template how many of a thousand words each input shares with all others, at the same
 *     places; 0 where inputs have nothing to do with each other
 */
record Inputs(long seed, int template) implements Serializable {
  private static final int VOCABULARY = 50_000;
  private static final int LEAST = 50;
  private static final int MOST = 2_000;
  private static final int CYCLE = 20;
  private static final double[] EDIT_RATES = {0.002, 0.005, 0.01, 0.02, 0.03, 0.05};
  private static final double[] CUMULATIVE = cumulative();

  /** The text of a row. */
  String text(long row) {
    long original = original(row);
    String text = text(random(original));
    return isEdited(row) ? edited(text, random(row)) : text;
  }

  /** The row that this one was made from, or itself. */
  long original(long row) {
    return row % CYCLE == CYCLE - 1 ? row - 7 : isEdited(row) ? row - 9 : row;
  }

  private static boolean isEdited(long row) {
    return row % CYCLE == CYCLE - 2;
  }

  /** The Jaccard similarity of the runs of three words. */
  static double similarity(String some, String other) {
    Set<List<String>> shared = threes(some);
    Set<List<String>> all = new HashSet<>(shared);
    Set<List<String>> others = threes(other);
    all.addAll(others);
    shared.retainAll(others);
    return (double) shared.size() / all.size();
  }

  private static Set<List<String>> threes(String text) {
    List<String> words = Arrays.asList(text.split(" "));
    Set<List<String>> threes = new HashSet<>();
    for (int i = 0; i + 3 <= Math.max(3, words.size()); i++) {
      threes.add(words.subList(i, Math.min(words.size(), i + 3)));
    }
    return threes;
  }

  private SplittableRandom random(long row) {
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + row);
  }

  private String text(SplittableRandom random) {
    int length = template > 0 ? MOST : LEAST + random.nextInt(MOST - LEAST);
    SplittableRandom common = random(-1);
    StringBuilder text = new StringBuilder(length + 10);
    while (text.length() < length) {
      String shared = word(common);
      boolean isShared = random.nextInt(1_000) < template;
      text.append(text.isEmpty() ? "" : " ").append(isShared ? shared : word(random));
    }
    return text.toString();
  }

  private static String edited(String text, SplittableRandom random) {
    double rate = EDIT_RATES[random.nextInt(EDIT_RATES.length)];
    String[] words = text.split(" ");
    words[random.nextInt(words.length)] = word(random);
    for (int i = 0; i < words.length; i++) {
      if (random.nextDouble() < rate) {
        words[i] = word(random);
      }
    }
    return String.join(" ", words);
  }

  private static String word(SplittableRandom random) {
    int found = Arrays.binarySearch(CUMULATIVE, random.nextDouble());
    int number = found < 0 ? -found - 1 : found;
    StringBuilder word = new StringBuilder();
    for (int rest = number + 7; rest > 0; rest /= 7) {
      word.append("aeiouyr".charAt(rest % 7)).append("tnslmkd".charAt((rest / 7 + number) % 7));
    }
    return word.toString();
  }

  private static double[] cumulative() {
    double[] sums = new double[VOCABULARY];
    double sum = 0;
    for (int i = 0; i < VOCABULARY; i++) {
      sum += 1.0 / (i + 1);
      sums[i] = sum;
    }
    for (int i = 0; i < VOCABULARY; i++) {
      sums[i] /= sum;
    }
    return sums;
  }
}
