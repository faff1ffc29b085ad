package dev.understudy.diff.text;

import java.util.Arrays;

/**
 * One minus the Levenshtein distance of the two texts, in characters (code points), over the length
 * of the longer. Sees spelling and punctuation, which the measures over tokens do not.
 *
 * <p>The distance is found bit-parallel (Myers, "A fast bit-vector algorithm for approximate string
 * matching based on dynamic programming", JACM 1999, in Hyyrö's form over several words): m·n/64
 * steps, for at most {@value #MAX_LENGTH} characters of each text; those beyond do not count.
 */
public final class EditLikeness implements Likeness {
  /** Two texts of this many characters take 65,536 steps: some tenths of a millisecond. */
  static final int MAX_LENGTH = 2 << 10;

  @Override
  public String word() {
    return "edit";
  }

  @Override
  public double of(Passage one, Passage other) {
    if (one.text().equals(other.text())) {
      return 1;
    }
    int[] ours = one.text().codePoints().limit(MAX_LENGTH).toArray();
    int[] theirs = other.text().codePoints().limit(MAX_LENGTH).toArray();
    int longer = Math.max(ours.length, theirs.length);
    return longer == 0 ? 1 : 1 - (double) distance(ours, theirs) / longer;
  }

  /** The Levenshtein distance. */
  static int distance(int[] ours, int[] theirs) {
    if (ours.length == 0) {
      return theirs.length;
    }
    BitPlaces<Integer> places = new BitPlaces<>();
    for (int i = 0; i < ours.length; i++) {
      places.add(ours[i], i);
    }
    Column column = new Column(ours.length);
    for (int c : theirs) {
      places.set(c, column.match);
      column.step();
      places.clear(c, column.match);
    }
    return column.distance;
  }

  /** One column of the table of distances, as the differences between its rows. */
  private static final class Column {
    private final long[] match;
    private final long[] increases;
    private final long[] decreases;
    private final long lastRow;
    private int distance;

    private Column(int rows) {
      int words = (rows + 63) / 64;
      match = new long[words];
      increases = new long[words];
      Arrays.fill(increases, -1L);
      decreases = new long[words];
      lastRow = 1L << (rows - 1);
      distance = rows;
    }

    private void step() {
      int carried = 1; // the row above the first grows by one with each column
      for (int w = 0; w < match.length; w++) {
        long equal = match[w];
        long vertical = equal | decreases[w];
        if (carried < 0) {
          equal |= 1;
        }
        long horizontal = (((equal & increases[w]) + increases[w]) ^ increases[w]) | equal;
        long up = decreases[w] | ~(horizontal | increases[w]);
        long down = increases[w] & horizontal;
        long edge = w == match.length - 1 ? lastRow : Long.MIN_VALUE;
        int out = (up & edge) != 0 ? 1 : (down & edge) != 0 ? -1 : 0;
        up <<= 1;
        down <<= 1;
        if (carried < 0) {
          down |= 1;
        } else if (carried > 0) {
          up |= 1;
        }
        increases[w] = down | ~(vertical | up);
        decreases[w] = up & vertical;
        carried = out;
      }
      distance += carried;
    }
  }
}
