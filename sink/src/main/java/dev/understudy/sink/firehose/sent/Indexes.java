package dev.understudy.sink.firehose.sent;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Places of records in one segment: a set of numbers that may grow. One thread. */
public final class Indexes {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?(?:,|$)");

  private final BitSet set = new BitSet();

  /** No places yet. */
  public Indexes() {}

  /** Those of a text such as {@code 0-499,502}, as {@link #toString} writes it. */
  public static Indexes parse(String ranges) {
    Indexes indexes = new Indexes();
    Matcher matcher = RANGE.matcher(ranges);
    int at = 0;
    while (at < ranges.length()) {
      if (!matcher.find() || matcher.start() != at) {
        throw new IllegalArgumentException(
            "expected ranges such as 0-499,502, found '%s' at place %d".formatted(ranges, at));
      }
      int first = Integer.parseInt(matcher.group(1));
      String last = matcher.group(2);
      indexes.set.set(first, Math.max(first, last == null ? first : Integer.parseInt(last)) + 1);
      at = matcher.end();
    }
    return indexes;
  }

  /** Adds one; says whether it is new. */
  public boolean add(int index) {
    boolean isNew = !set.get(index);
    set.set(index);
    return isNew;
  }

  /** Adds all of those. */
  public void addAll(Indexes others) {
    set.or(others.set);
  }

  /** Whether it is among them. */
  public boolean contains(int index) {
    return set.get(index);
  }

  /** How many there are. */
  public int count() {
    return set.cardinality();
  }

  /** How many of them are among those too. */
  public int countIn(Indexes others) {
    BitSet both = (BitSet) set.clone();
    both.and(others.set);
    return both.cardinality();
  }

  /** Those that are not among the others, in order. */
  public IntStream without(Indexes others) {
    BitSet rest = (BitSet) set.clone();
    rest.andNot(others.set);
    return rest.stream();
  }

  /** All of them, in order. */
  public IntStream stream() {
    return set.stream();
  }

  /** As ranges, such as {@code 0-499,502}; empty for none. */
  @Override
  public String toString() {
    StringBuilder ranges = new StringBuilder();
    for (int first = set.nextSetBit(0); first >= 0; ) {
      int end = set.nextClearBit(first);
      ranges.append(ranges.isEmpty() ? "" : ",").append(first);
      if (end - first > 1) {
        ranges.append('-').append(end - 1);
      }
      first = set.nextSetBit(end);
    }
    return ranges.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Indexes that && set.equals(that.set);
  }

  @Override
  public int hashCode() {
    return set.hashCode();
  }
}
