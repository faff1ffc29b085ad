package dev.understudy.deploy.clients;

import java.util.ArrayList;
import java.util.List;

/** Where two runs differ, told briefly: transcripts are long. */
final class Differences {
  private static final int BEFORE = 80;
  private static final int AFTER = 240;

  private Differences() {}

  /** One entry for each place of the two lists that is not equal, none where all is. */
  static List<String> between(List<?> directly, List<?> through) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < Math.max(directly.size(), through.size()); i++) {
      String left = i < directly.size() ? directly.get(i).toString() : "(nothing)";
      String right = i < through.size() ? through.get(i).toString() : "(nothing)";
      boolean same =
          i < directly.size() && i < through.size() && directly.get(i).equals(through.get(i));
      if (!same) {
        found.add(describe(i, left, right));
      }
    }
    return found;
  }

  private static String describe(int index, String left, String right) {
    int at = 0;
    while (at < left.length() && at < right.length() && left.charAt(at) == right.charAt(at)) {
      at++;
    }
    return "#%d %s%n   directly: ...%s%n   through:  ...%s%n"
        .formatted(index, part(left, 0), part(left, at - BEFORE), part(right, at - BEFORE));
  }

  private static String part(String text, int from) {
    int start = Math.max(0, Math.min(from, text.length()));
    return text.substring(start, Math.min(text.length(), start + AFTER));
  }
}
