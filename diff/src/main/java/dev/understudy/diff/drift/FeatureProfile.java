package dev.understudy.diff.drift;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** How one feature is spread over a training set: its bins, and how many rows fall into each. */
public sealed interface FeatureProfile {
  /** How many of the counted rows fall into each bin. */
  List<Long> counts();

  /** What a person calls a bin. */
  String bin(int bin);

  /** How many rows were counted. */
  default long counted() {
    return counts().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * A number.
   *
   * @param low the 0.1 % quantile of all rows
   * @param high the 99.9 % quantile of all rows
   * @param edges ascending; a number belongs to the first bin whose edge it does not exceed
   * @param counts one more than edges
   */
  record Numbers(double low, double high, List<Double> edges, List<Long> counts)
      implements FeatureProfile {
    public Numbers {
      edges = List.copyOf(edges);
      counts = List.copyOf(counts);
      for (int i = 1; i < edges.size(); i++) {
        if (!(edges.get(i - 1) < edges.get(i))) {
          throw new IllegalArgumentException("edges must ascend, got " + edges);
        }
      }
      checkCounts(counts, edges.size() + 1);
    }

    int binOf(double number) {
      int low = 0;
      int high = edges.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (number <= edges.get(middle)) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return low;
    }

    @Override
    public String bin(int bin) {
      if (edges.isEmpty()) {
        return "any";
      }
      return bin < edges.size()
          ? "<= " + word(edges.get(bin))
          : "> " + word(edges.get(edges.size() - 1));
    }

    private static String word(double number) {
      return number == Math.rint(number)
          ? Long.toString((long) number)
          : String.format(Locale.ROOT, "%.2f", number);
    }
  }

  /**
   * One of some names.
   *
   * @param names the most frequent first
   * @param seen how many rows of the half that chose the names had each
   * @param counts one more than names: the last is of all others
   */
  record Names(List<String> names, List<Long> seen, List<Long> counts) implements FeatureProfile {
    /** So many names have bins of their own at most. */
    public static final int MOST = 24;

    public Names {
      names = List.copyOf(names);
      seen = List.copyOf(seen);
      counts = List.copyOf(counts);
      if (names.size() > MOST) {
        throw new IllegalArgumentException(
            "names must be at most %d, got %d".formatted(MOST, names.size()));
      }
      checkCounts(seen, names.size());
      checkCounts(counts, names.size() + 1);
    }

    int binOf(String name) {
      int found = names.indexOf(name);
      return found < 0 ? names.size() : found;
    }

    /**
     * How many rows of both halves have that name. Where not all names could be listed, one that is
     * not may have as many as all others together.
     */
    public long rowsWith(String name) {
      int found = names.indexOf(name);
      if (found >= 0) {
        return seen.get(found) + counts.get(found);
      }
      return names.size() < MOST ? 0 : counts.get(names.size());
    }

    @Override
    public String bin(int bin) {
      return bin < names.size() ? names.get(bin) : "(others)";
    }
  }

  private static void checkCounts(List<Long> counts, int expected) {
    Objects.requireNonNull(counts, "counts");
    if (counts.size() != expected || counts.stream().anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException(
          "expected %d counts of 0 or more, got %s".formatted(expected, counts));
    }
  }
}
