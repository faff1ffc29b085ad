package dev.understudy.gateway.practice;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Cuts a text into the token-like pieces that a stream brings one by one. */
final class Pieces {
  /** A short run of letters with the blanks before it; the last may be blanks alone. */
  private static final Pattern PIECE = Pattern.compile("\\s*\\S{1,6}|\\s+");

  private Pieces() {}

  /** The pieces; joined they are the text again, and none ends within a code point. */
  static List<String> of(String text) {
    return PIECE.matcher(text).results().map(MatchResult::group).toList();
  }
}
