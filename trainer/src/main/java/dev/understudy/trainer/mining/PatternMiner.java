package dev.understudy.trainer.mining;

import dev.understudy.exchange.prompt.template.TextPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds the patterns that the texts of one role were made from.
 *
 * <p>A walk from the whole to ever smaller groups of texts that share more at their beginnings or
 * ends. Where a group's next token is nearly always one of few, the group is parted by it; where it
 * is anybody's, at both ends, the group is a candidate, and its parts are tried first: they take
 * their texts with them if what they share in addition is no chance. So a pattern that another
 * begins with keeps only what is not the other's.
 *
 * <p>Each step down looks at one more token, and a chain of steps without a new pattern ends after
 * a few words; the cost is near linear in the texts' length.
 */
final class PatternMiner {
  /** A token that this share of a group continues with is one of few. */
  private static final double MAIN_SHARE = 0.05;

  /** Where the tokens that are not of few take more than this share, they are anybody's. */
  private static final double OPEN_SHARE = 0.03;

  /** Of what was not parted off well, more than this share is looked at again as a whole. */
  private static final double LEFT_SHARE = 0.2;

  /** A pattern has at least so many different texts: fewer are versions of a constant one. */
  private static final int LEAST_DIFFERENT = 5;

  private final Texts texts;
  private final int minRows;
  private final int total;
  private final boolean[] taken;
  private final List<TextPattern> patterns = new ArrayList<>();

  /**
   * What is known on the way to a group.
   *
   * @param front where the front stood when groups were last chosen among many, in chars
   * @param back likewise the back
   * @param frontChosen whether the group was chosen by how it goes on from there
   * @param backChosen likewise by how it ends
   * @param inside whether it is part of a candidate that was accepted
   */
  private record Base(
      int front, int back, boolean frontChosen, boolean backChosen, boolean inside) {
    Base choosingFront() {
      return new Base(front, back, true, backChosen, inside);
    }

    Base choosingBack() {
      return new Base(front, back, frontChosen, true, inside);
    }

    /** The parts of an open group: what they share beyond it must be no chance by itself. */
    Base frontOf(Span open) {
      return new Base(open.front(), back, true, backChosen, inside);
    }

    Base backOf(Span open) {
      return new Base(front, open.back(), frontChosen, true, inside);
    }
  }

  private PatternMiner(Texts texts, int minRows) {
    this.texts = texts;
    this.minRows = minRows;
    this.taken = new boolean[texts.all().size()];
    this.total = texts.total();
  }

  /** The patterns with slots, and texts that are always the same, in no particular order. */
  static List<TextPattern> mine(Texts texts, int minRows) {
    if (texts.all().isEmpty()) {
      return List.of();
    }
    PatternMiner miner = new PatternMiner(texts, minRows);
    int[] rows = new int[texts.all().size()];
    Arrays.setAll(rows, row -> row);
    miner.grow(new Span(rows, 0, 0), new Base(0, 0, false, false, false));
    miner.addConstants();
    return List.copyOf(miner.patterns);
  }

  private void grow(Span given, Base base) {
    if (texts.weight(given.rows()) < minRows) {
      return;
    }
    if (given.rows().length == 1) {
      taken[given.rows()[0]] = true; // always the same, and often: a constant
      return;
    }
    Span span = given.widened(texts);
    Map<String, Span> fronts = span.byNext(texts);
    if (!isOpen(fronts, span)) {
      growEach(fronts, fronts.size() > 1 ? base.choosingFront() : base);
      span = left(span);
      if (!isMuch(span, given)) {
        return;
      }
      fronts = span.byNext(texts);
    }
    Map<String, Span> backs = span.byLast(texts);
    if (!isOpen(backs, span)) {
      growEach(backs, backs.size() > 1 ? base.choosingBack() : base);
      span = left(span);
      if (!isMuch(span, given)) {
        return;
      }
      fronts = span.byNext(texts);
    }
    atSlot(span, fronts, base);
  }

  /** The group has a slot between its ends: its parts first, then itself. */
  private void atSlot(Span span, Map<String, Span> fronts, Base base) {
    boolean accepted = isAccepted(span, base);
    Base next = accepted ? new Base(span.front(), span.back(), false, false, true) : base;
    if (!next.backChosen()) {
      growEach(fronts, next.frontOf(span));
      span = left(span);
    }
    if (!next.frontChosen() && texts.weight(span.rows()) >= minRows) {
      growEach(span.byLast(texts), next.backOf(span));
      span = left(span);
    }
    if (accepted
        && texts.weight(span.rows()) >= minRows
        && span.rows().length >= Math.min(minRows, LEAST_DIFFERENT)) {
      patterns.add(Anchors.pattern(texts, span.widened(texts)));
      for (int row : span.rows()) {
        taken[row] = true;
      }
    }
  }

  /** Whether what the group shares beyond the base is no chance, at each end it was chosen by. */
  private boolean isAccepted(Span span, Base base) {
    String one = texts.text(span.rows()[0]);
    Strength front = Strength.of(one, base.front(), span.front());
    Strength back = Strength.of(one, one.length() - span.back(), one.length() - base.back());
    double share = base.inside() ? 0 : (double) texts.weight(span.rows()) / total;
    Predicate<Strength> strong = strength -> strength.isStrong(share);
    if (base.backChosen() && !strong.test(back)) {
      return false;
    }
    if (base.frontChosen() ? strong.test(front) : strong.test(front.plus(back))) {
      return true;
    }
    if (!base.frontChosen() && !base.backChosen()) {
      Strength inside = Anchors.strength(Anchors.pattern(texts, span));
      return strong.test(front.plus(back).plus(inside));
    }
    // A weak beginning may be held by constants that follow soon.
    return front.words() > 0 && strong.test(front.plus(Anchors.nearFront(texts, span)));
  }

  private void growEach(Map<String, Span> parts, Base base) {
    parts.values().forEach(part -> grow(part, base));
  }

  private boolean isOpen(Map<String, Span> parts, Span whole) {
    int all = texts.weight(whole.rows());
    double main = Math.max(minRows, MAIN_SHARE * all);
    int others = 0;
    for (Span part : parts.values()) {
      int weight = texts.weight(part.rows());
      others += weight < main ? weight : 0;
    }
    return others > OPEN_SHARE * all;
  }

  private boolean isMuch(Span left, Span whole) {
    int weight = texts.weight(left.rows());
    return weight >= minRows && weight > LEFT_SHARE * texts.weight(whole.rows());
  }

  private Span left(Span span) {
    return span.of(Arrays.stream(span.rows()).filter(row -> !taken[row]).toArray());
  }

  /** Texts that are often the same word for word, and are not made from a pattern. */
  private void addConstants() {
    List<TextPattern> constants = new ArrayList<>();
    for (int row = 0; row < taken.length; row++) {
      String text = texts.text(row);
      if (texts.weight(row) >= minRows
          && patterns.stream().noneMatch(pattern -> pattern.match(text) != null)) {
        constants.add(new TextPattern(List.of(text)));
      }
    }
    patterns.addAll(constants);
  }
}
