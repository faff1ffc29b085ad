package dev.understudy.archives.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a simple command, taken apart as a shell would: quotes, comments, variables; no
 * substitution of commands, no patterns.
 *
 * @param all the words, the first being the command's
 */
record Words(List<String> all) {
  private static final Pattern PIECE =
      Pattern.compile("(\\s+)|(#.*)|'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");
  private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");

  Words {
    all = List.copyOf(all);
  }

  /**
   * Takes a command apart.
   *
   * @throws IllegalArgumentException where a quote is not closed
   */
  static Words of(String command, Map<String, String> variables) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    Matcher piece = PIECE.matcher(command);
    int at = 0;
    for (; piece.find() && piece.start() == at; at = piece.end()) {
      boolean isComment = piece.group(2) != null && !inWord;
      if (piece.group(1) == null && !isComment) {
        inWord = true;
        word.append(text(piece, variables));
      } else if (inWord) {
        inWord = false;
        words.add(word.toString());
        word.setLength(0);
      }
    }
    if (at < command.length()) {
      throw new IllegalArgumentException("a quote is not closed in: " + command);
    }
    if (inWord) {
      words.add(word.toString());
    }
    return new Words(words);
  }

  private static String text(Matcher piece, Map<String, String> variables) {
    if (piece.group(3) != null) {
      return piece.group(3);
    }
    String text = piece.group(4) != null ? piece.group(4) : piece.group();
    return VARIABLE
        .matcher(text)
        .replaceAll(
            name -> Matcher.quoteReplacement(variables.getOrDefault(name.group(1), name.group())));
  }

  /** Whether a quote is open at the end, so that the command goes on in the next line. */
  static boolean areOpen(String text) {
    try {
      of(text, Map.of());
      return false;
    } catch (IllegalArgumentException open) {
      return true;
    }
  }

  /** The same with that value of an option, which stands apart from it where it stands there. */
  Words with(String option, String value) {
    List<String> words = new ArrayList<>(all);
    int there = words.indexOf(option);
    if (there >= 0) {
      words.set(there + 1, value);
    } else {
      words.addAll(List.of(option, value));
    }
    return new Words(words);
  }

  /** The words before that one; all, where it is not there. */
  Words before(String word) {
    int there = all.indexOf(word);
    return there < 0 ? this : new Words(all.subList(0, there));
  }
}
