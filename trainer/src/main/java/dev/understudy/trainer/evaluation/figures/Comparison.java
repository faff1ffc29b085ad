package dev.understudy.trainer.evaluation.figures;

/**
 * Two systems on the same rows with gold.
 *
 * @param first a system's name
 * @param second another's
 * @param rows how many rows there are
 * @param bothRight rows both have right
 * @param onlyFirst rows the first alone has right
 * @param onlySecond rows the second alone has right
 * @param p the chance of a difference as large were both equally good (McNemar's exact test)
 * @param accuracy the first's accuracy less the second's, resampled in pairs
 * @param macroF1 the first's macro F1 less the second's, likewise
 */
public record Comparison(
    String first,
    String second,
    int rows,
    int bothRight,
    int onlyFirst,
    int onlySecond,
    double p,
    Measured accuracy,
    Measured macroF1) {
  /** How many rows neither has right. */
  public int bothWrong() {
    return rows - bothRight - onlyFirst - onlySecond;
  }
}
