package dev.understudy.diff.drift;

import java.util.List;
import java.util.function.Consumer;

/**
 * Makes a profile in three passes over rows, each of which can be done in parts that are then
 * {@code merge}d, in one process or many:
 *
 * <ol>
 *   <li>{@link NgramCounts} of the half that chooses;
 *   <li>{@link Spread} of all rows, which lets the half that chooses divide features into bins;
 *   <li>{@link BinCounts} of the other half.
 * </ol>
 *
 * <p>Parts are to be merged in a fixed order: then the same rows give the same profile.
 */
public final class ProfileDraft {
  private static final long SEED = 0x5EEDL;

  private ProfileDraft() {}

  /**
   * A row of the training set.
   *
   * @param id tells it from others, and says to which half it belongs
   * @param facts what is looked at of it
   */
  public record Row(String id, InputFacts facts) {
    /** Whether it belongs to the half that chooses bins; else it is counted. */
    public boolean isChoosing() {
      return (Mixing.of(id, SEED) & 1) == 0;
    }

    /** Never the content. */
    @Override
    public String toString() {
      return "Row[" + id + "]";
    }
  }

  /** Reads all rows, one after another, in the same order each time. */
  public interface Rows {
    /** Hands on each row. */
    void each(Consumer<Row> row);
  }

  /** The profile of rows that are read three times. */
  public static InputProfile of(Rows rows) {
    NgramCounts ngrams = new NgramCounts();
    rows.each(ngrams::add);
    Spread spread = new Spread(ngrams.table());
    rows.each(spread::add);
    BinCounts counts = new BinCounts(spread.uncounted());
    rows.each(counts::add);
    return counts.profile();
  }

  /** The profile of those rows. */
  public static InputProfile of(List<Row> rows) {
    return of(rows::forEach);
  }
}
