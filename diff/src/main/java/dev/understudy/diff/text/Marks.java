package dev.understudy.diff.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Which runs of two texts a reader should look at, as the other text does not have them in that
 * place: those that a shortest script of edits over words takes out of the one and puts into the
 * other (Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1986). Words are
 * runs of letters, digits and marks; every other character stands for itself, but white space
 * between two marked words is marked with them.
 *
 * <p>Work and memory are bounded: words beyond {@value #MOST_WORDS} of a text, and what lies
 * between the common beginning and the common end of texts that differ in more than {@value
 * #MOST_EDITS} words, are marked as one run.
 *
 * @param one the runs of the first text, in order, none touching another
 * @param other those of the second
 */
public record Marks(List<Run> one, List<Run> other) {
  static final int MOST_WORDS = 20_000;
  static final int MOST_EDITS = 1_000;

  public Marks {
    one = List.copyOf(one);
    other = List.copyOf(other);
  }

  /**
   * A run of a text.
   *
   * @param from where it begins, in UTF-16 code units as Java and JavaScript count
   * @param to where it has ended, more than {@code from}
   */
  public record Run(int from, int to) {
    public Run {
      if (from < 0 || to <= from) {
        throw new IllegalArgumentException(
            "a run must begin before its end, got %d to %d".formatted(from, to));
      }
    }
  }

  /** The runs in which two texts differ; none where they are equal. */
  public static Marks between(String one, String other) {
    if (one.equals(other)) {
      return new Marks(List.of(), List.of());
    }
    Pieces ours = Pieces.of(one, MOST_WORDS);
    Pieces theirs = Pieces.of(other, MOST_WORDS);
    ShortestEdits edits = ShortestEdits.between(ours, theirs, MOST_EDITS);
    return new Marks(runs(ours, edits.isTaken()), runs(theirs, edits.isPut()));
  }

  /** Joins marked pieces that touch, or that nothing but white space parts. */
  private static List<Run> runs(Pieces pieces, boolean[] marked) {
    List<Run> runs = new ArrayList<>();
    int from = -1;
    int to = -1;
    for (int i = 0; i < marked.length; i++) {
      if (marked[i]) {
        from = from < 0 ? pieces.start(i) : from;
        to = pieces.end(i);
      } else if (from >= 0 && !pieces.isBlank(i)) {
        runs.add(new Run(from, to));
        from = -1;
      }
    }
    if (from >= 0) {
      runs.add(new Run(from, to));
    }
    return runs;
  }
}
