package dev.understudy.student.serving.chat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Cuts a text into words and signs, each with the blanks before it. */
final class Pieces {
  private static final Pattern PIECE =
      Pattern.compile("\\s*+(?:[\\p{L}\\p{M}\\p{N}_]++|[^\\s\\p{L}\\p{M}\\p{N}_])|\\s++");

  private Pieces() {}

  /** The pieces; joined they are the text again, and none ends within a code point. */
  static List<String> of(String text) {
    return PIECE.matcher(text).results().map(MatchResult::group).toList();
  }
}
