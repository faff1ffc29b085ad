package dev.understudy.trainer.card;

import java.util.Objects;

/**
 * How the teacher's labels compare with what people and programs said, over the rows that have
 * both, dropped ones too.
 *
 * @param rows the rows that have both
 * @param agreeing those where both are the same
 * @param low where the share of agreeing rows lies at least, with a confidence of 95 %
 * @param high where it lies at most
 * @param confusion lines are the teacher's labels, columns those of gold; the most frequent of each
 */
public record Agreement(long rows, long agreeing, double low, double high, CrossTable confusion) {
  public Agreement {
    Objects.requireNonNull(confusion, "confusion");
  }

  /** The share of agreeing rows. */
  public double share() {
    return rows == 0 ? 0 : (double) agreeing / rows;
  }
}
