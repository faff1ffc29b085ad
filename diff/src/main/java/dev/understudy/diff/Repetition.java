package dev.understudy.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.diff.json.JsonText;
import dev.understudy.diff.text.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much a text repeats itself, as models do that go round in circles. After the repetition rules
 * of Rae et al. 2021 (Gopher, appendix A1.1), made for answers: what repeats by its nature is not
 * counted. Of JSON each text is looked at alone and the worst counts; lines of tables and of code
 * fences count only for {@code repeats}.
 *
 * @param duplicateNgrams the share, in [0, 1], of words that lie in a passage of {@value #NGRAM}
 *     words, on one line, with some variety, that was said before; 0 where there are fewer than
 *     {@value #FEWEST_WORDS} words
 * @param duplicateLines the share, in [0, 1], of characters in lines of {@value #LINE_WORDS} words
 *     and more that stood there before; 0 where fewer than {@value #FEWEST_LINES} did
 * @param repeats how often the passage that most often follows upon itself does so, at most {@value
 *     #LONGEST_UNIT} words long; 1 where none does for long enough to be more than a list
 */
public record Repetition(double duplicateNgrams, double duplicateLines, int repeats) {
  /** The share of passages and of lines said before that only circling answers exceed. */
  public static final double MOST_DUPLICATE = 0.5;

  /** How often a passage follows upon itself before an answer is circling. */
  public static final int MOST_REPEATS = 10;

  static final int NGRAM = 10;
  static final int FEWEST_WORDS = 50;
  static final int LINE_WORDS = 4;
  static final int FEWEST_LINES = 3;
  static final int LONGEST_UNIT = 40;

  private static final int NGRAM_VARIETY = 5;
  private static final int UNIT_VARIETY = 3;

  /** How many words a run needs: one of "yes, yes, no" more than one of sentences. */
  private static final int SHORTEST_RUN = 30;

  private static final int SHORTEST_PLAIN_RUN = 100;

  private static final Repetition NONE = new Repetition(0, 0, 1);

  /** Measures an answer, in time proportional to its length. */
  public static Repetition of(String answer) {
    JsonText json = JsonText.of(answer);
    return json.value() != null && (json.isContainer() || json.value().isTextual())
        ? worst(json.value())
        : ofText(answer);
  }

  /**
   * Whether only answers that went round in circles repeat themselves so much. Rae et al. 2021 take
   * 10% and 20% as the most for web pages; answers quote and list more.
   */
  public boolean isCircling() {
    return repeats > MOST_REPEATS
        || duplicateLines > MOST_DUPLICATE
        || duplicateNgrams > MOST_DUPLICATE;
  }

  private static Repetition worst(JsonNode value) {
    Repetition worst = value.isTextual() ? ofText(value.textValue()) : NONE;
    for (JsonNode inner : value) {
      worst = worst.or(worst(inner));
    }
    return worst;
  }

  private Repetition or(Repetition other) {
    return new Repetition(
        Math.max(duplicateNgrams, other.duplicateNgrams),
        Math.max(duplicateLines, other.duplicateLines),
        Math.max(repeats, other.repeats));
  }

  private static Repetition ofText(String text) {
    Map<String, Integer> numbers = new HashMap<>();
    List<int[]> prose = new ArrayList<>();
    List<int[]> all = new ArrayList<>();
    Lines lines = new Lines();
    boolean fence = false;
    for (int from = 0, to; from < text.length(); from = to + 1) {
      to = lineEnd(text, from);
      String stripped = text.substring(from, to).strip();
      if (stripped.isEmpty()) {
        continue;
      }
      boolean mark = stripped.startsWith("```");
      int[] words = numbered(stripped, numbers);
      all.add(words);
      if (!fence && !mark && !stripped.startsWith("|")) {
        prose.add(words);
        lines.add(stripped, words.length);
      }
      fence ^= mark;
    }
    int[] words = joined(all);
    return longestFamiliar(words) < NGRAM
        ? new Repetition(0, lines.duplicate(), 1)
        : new Repetition(
            duplicateNgrams(prose, numbers.size()),
            lines.duplicate(),
            repeats(words, lettered(numbers)));
  }

  /**
   * How many words in a row were all said before, at most. Passages said before are made of such,
   * and most answers have no long ones, so that nothing else needs to be looked at.
   */
  private static int longestFamiliar(int[] words) {
    int longest = 0;
    int run = 0;
    int known = 0; // numbers are given in the order in which words come
    for (int word : words) {
      if (word == known) {
        known++;
        run = 0;
      } else {
        longest = Math.max(longest, ++run);
      }
    }
    return longest;
  }

  /** Where the line ends that begins there: at any line break of Unicode, or at the text's end. */
  private static int lineEnd(String text, int from) {
    int at = from;
    while (at < text.length() && !isLineBreak(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isLineBreak(char c) {
    return (c >= '\n' && c <= '\r') || c == '\u0085' || c == '\u2028' || c == '\u2029';
  }

  /** The words as numbers, the same for the same word. */
  private static int[] numbered(String line, Map<String, Integer> numbers) {
    List<String> words = Tokens.of(line).words();
    int[] numbered = new int[words.size()];
    for (int i = 0; i < numbered.length; i++) {
      numbered[i] = numbers.computeIfAbsent(words.get(i), word -> numbers.size());
    }
    return numbered;
  }

  /** Which numbers are of words that have a letter. */
  private static boolean[] lettered(Map<String, Integer> numbers) {
    boolean[] lettered = new boolean[numbers.size()];
    numbers.forEach((word, number) -> lettered[number] = hasLetter(word));
    return lettered;
  }

  private static boolean hasLetter(String word) {
    for (int i = 0; i < word.length(); i += Character.charCount(word.codePointAt(i))) {
      if (Character.isLetter(word.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static int[] joined(List<int[]> lines) {
    int[] joined = new int[words(lines)];
    int count = 0;
    for (int[] line : lines) {
      System.arraycopy(line, 0, joined, count, line.length);
      count += line.length;
    }
    return joined;
  }

  private static int words(List<int[]> lines) {
    int words = 0;
    for (int[] line : lines) {
      words += line.length;
    }
    return words;
  }

  /**
   * The share of words in passages said before.
   *
   * @param numbers how many different words there are
   */
  private static double duplicateNgrams(List<int[]> lines, int numbers) {
    int words = words(lines);
    if (words < FEWEST_WORDS) {
      return 0;
    }
    Set<Long> seen = new HashSet<>(2 * words);
    int[] times = new int[numbers]; // of each word in the passage that is looked at
    int within = 0;
    for (int[] line : lines) {
      int counted = 0; // words of the line up to this one are
      int variety = 0;
      for (int i = 0; i < line.length; i++) {
        variety += times[line[i]]++ == 0 ? 1 : 0;
        if (i >= NGRAM) {
          variety -= --times[line[i - NGRAM]] == 0 ? 1 : 0;
        }
        int end = i + 1;
        int from = end - NGRAM;
        if (from >= 0 && variety >= NGRAM_VARIETY && !seen.add(hash(line, from, end))) {
          within += end - Math.max(from, counted);
          counted = end;
        }
      }
      for (int word : line) {
        times[word] = 0;
      }
    }
    return (double) within / words;
  }

  private static long hash(int[] words, int from, int to) {
    long hash = 1125899906842597L;
    for (int i = from; i < to; i++) {
      hash = (hash ^ words[i]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  private static int variety(int[] words, int from, int to) {
    int distinct = 0;
    for (int i = from; i < to; i++) {
      int before = from;
      while (words[before] != words[i]) {
        before++;
      }
      distinct += before == i ? 1 : 0;
    }
    return distinct;
  }

  /**
   * How often a passage follows upon itself. A run that counts is so long that every so many words
   * one of it is met, so only these are looked at.
   */
  private static int repeats(int[] words, boolean[] lettered) {
    int most = 1;
    for (int unit = 1; unit <= LONGEST_UNIT; unit++) {
      int shortest = Math.max(unit, SHORTEST_RUN - unit);
      for (int i = unit + shortest - 1; i < words.length; i += shortest) {
        if (words[i] != words[i - unit]) {
          continue;
        }
        int from = i;
        while (from > unit && words[from - 1] == words[from - 1 - unit]) {
          from--;
        }
        int to = i + 1;
        while (to < words.length && words[to] == words[to - unit]) {
          to++;
        }
        int run = to - from;
        if (run / unit + 1 > most && isOne(words, to - unit, to, run + unit, lettered)) {
          most = run / unit + 1;
        }
        i = to;
      }
    }
    return most;
  }

  /** Whether a run of so many words, whose last unit that is, is more than a list of figures. */
  private static boolean isOne(int[] words, int from, int to, int covered, boolean[] lettered) {
    boolean letters = false;
    for (int i = from; i < to; i++) {
      letters |= lettered[words[i]];
    }
    return letters
        && covered
            >= (variety(words, from, to) >= UNIT_VARIETY ? SHORTEST_RUN : SHORTEST_PLAIN_RUN);
  }

  /** The lines so far. */
  private static final class Lines {
    private final Set<String> seen = new HashSet<>();
    private long characters;
    private long duplicateCharacters;
    private int duplicates;

    void add(String line, int words) {
      characters += line.length();
      if (words >= LINE_WORDS && !seen.add(line)) {
        duplicateCharacters += line.length();
        duplicates++;
      }
    }

    double duplicate() {
      return duplicates < FEWEST_LINES ? 0 : (double) duplicateCharacters / characters;
    }
  }
}
