package dev.understudy.trainer.spark;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;

/** Draws lots that depend on nothing but the seed, the occasion and the value drawn for. */
public final class Rank {
  private static final double UNIT = 0x1p-53;

  private Rank() {}

  /**
   * A number in [0, 1) for each value, evenly spread (xxHash64).
   *
   * @param occasion what is drawn, so that two draws have nothing to do with each other
   */
  public static Column of(long seed, String occasion, Column value) {
    return shiftrightunsigned(xxhash64(lit(seed), lit(occasion), value), 11)
        .cast("double")
        .multiply(lit(UNIT));
  }
}
