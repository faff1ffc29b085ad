package dev.understudy.trainer.mining;

import dev.understudy.exchange.prompt.template.Boundary;
import dev.understudy.exchange.prompt.template.TextPattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds constants inside what varies. A run of tokens is one if all texts have it and it is long,
 * or stands in each but once, or comes within a few words of the constant before: in {@code from
 * French to German: ...} the {@code to} is part of the template, in a page of prose it is not.
 */
final class Anchors {
  /** Texts looked at; a fair sample of them. */
  private static final int MOST_TEXTS = 300;

  private static final int FIRST_LOOK = 40;
  private static final int MOST_SLOTS = 16;
  private static final int NEAR_WORDS = 3;
  private static final int NEAR_LENGTH = 160;

  /** Runs are looked for in so much of the shortest text. */
  private static final int MOST_REFERENCE = 20_000;

  private Anchors() {}

  /** The pattern of these texts, with the constants inside. */
  static TextPattern pattern(Texts texts, Span span) {
    String one = texts.text(span.rows()[0]);
    List<String> constants = new ArrayList<>();
    constants.add(one.substring(0, span.front()));
    split(middles(texts, span, Integer.MAX_VALUE), constants);
    constants.add(one.substring(one.length() - span.back()));
    return new TextPattern(constants);
  }

  /** What varies in a sample of the texts, each cut to a length. */
  private static List<String> middles(Texts texts, Span span, int mostLength) {
    List<String> middles = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST_TEXTS, span.rows().length); i++) {
      String text = texts.text(span.rows()[i]);
      int length = text.length() - span.back() - span.front();
      middles.add(text.substring(span.front(), span.front() + Math.min(length, mostLength)));
    }
    return middles;
  }

  /**
   * The strength of the constants that follow the front within a few words each: they hold up a
   * front that is weak by itself.
   */
  static Strength nearFront(Texts texts, Span span) {
    List<String> middles = middles(texts, span, NEAR_LENGTH);
    List<String> constants = new ArrayList<>(List.of(""));
    split(middles, constants);
    constants.add("");
    TextPattern pattern = new TextPattern(constants);
    int near = pattern.slots() - 1;
    for (String middle : middles) {
      List<String> slots = pattern.match(middle);
      int reach = 0;
      while (slots != null && reach < near && isNear(slots.get(reach))) {
        reach++;
      }
      near = reach;
    }
    return strength(pattern, near);
  }

  /** The strength of the constants between the first and the last. */
  static Strength strength(TextPattern pattern) {
    return strength(pattern, pattern.slots() - 1);
  }

  private static Strength strength(TextPattern pattern, int constants) {
    Strength sum = Strength.NONE;
    for (int i = 1; i <= constants; i++) {
      sum = sum.plus(Strength.of(pattern.constants().get(i)));
    }
    return sum;
  }

  private static boolean isNear(String before) {
    return Strength.of(before).words() <= NEAR_WORDS;
  }

  /** The constants inside texts, in order; often none. */
  static List<String> inside(List<String> texts) {
    List<String> constants = new ArrayList<>();
    split(texts, constants);
    return constants;
  }

  /** Adds the constants inside the texts, in order. */
  private static void split(List<String> middles, List<String> constants) {
    if (constants.size() >= MOST_SLOTS) {
      return;
    }
    String anchor = best(middles);
    if (anchor == null) {
      return;
    }
    List<String> lefts = new ArrayList<>();
    List<String> rights = new ArrayList<>();
    for (String middle : middles) {
      int at = TextPattern.find(middle, anchor, 0, middle.length());
      lefts.add(middle.substring(0, at));
      rights.add(middle.substring(at + anchor.length()));
    }
    split(lefts, constants);
    constants.add(anchor);
    split(rights, constants);
  }

  /** The strongest run that all have and that is no chance, or null. */
  private static @Nullable String best(List<String> middles) {
    String reference = shortest(middles);
    List<String> few = middles.subList(0, Math.min(FIRST_LOOK, middles.size()));
    String best = null;
    int bestWeight = 0;
    for (int from = 0; from < reference.length(); ) {
      int to = longest(reference, from, few);
      if (to == from) {
        from = Boundary.after(reference, from);
        continue;
      }
      String run = reference.substring(from, to);
      Strength strength = Strength.of(run);
      if (strength.weight() > bestWeight && isConstant(run, strength, middles)) {
        best = run;
        bestWeight = strength.weight();
      }
      from = to;
    }
    return best;
  }

  private static String shortest(List<String> middles) {
    String shortest = middles.get(0);
    for (String middle : middles) {
      shortest = middle.length() < shortest.length() ? middle : shortest;
    }
    return shortest.substring(0, Math.min(shortest.length(), MOST_REFERENCE));
  }

  /** The end of the longest run from that place that all of these texts have. */
  private static int longest(String reference, int from, List<String> texts) {
    int to = from;
    while (to < reference.length()) {
      int next = Boundary.after(reference, to);
      String run = reference.substring(from, next);
      if (!texts.stream().allMatch(text -> TextPattern.find(text, run, 0, text.length()) >= 0)) {
        break;
      }
      to = next;
    }
    return to;
  }

  private static boolean isConstant(String run, Strength strength, List<String> middles) {
    int once = 0;
    int near = 0;
    for (String middle : middles) {
      int at = TextPattern.find(middle, run, 0, middle.length());
      if (at < 0) {
        return false;
      }
      once += TextPattern.find(middle, run, at + run.length(), middle.length()) < 0 ? 1 : 0;
      near += isNear(middle.substring(0, at)) ? 1 : 0;
    }
    return strength.isStrong()
        || near == middles.size()
        || (once == middles.size() && strength.weight() > 1);
  }
}
