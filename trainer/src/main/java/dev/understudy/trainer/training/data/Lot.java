package dev.understudy.trainer.training.data;

import dev.understudy.trainer.run.Sha256;

/** Draws by what is drawn, so that the same row always has the same lot. */
public final class Lot {
  private static final int DIGITS = 13;
  private static final double UNIT = 0x1p-52;

  private Lot() {}

  /**
   * A number in [0, 1), evenly spread over ids.
   *
   * @param occasion what is drawn, so that two draws have nothing to do with each other
   */
  public static double of(long seed, String occasion, String id) {
    String digest = Sha256.of(seed + "/" + occasion + "/" + id);
    return Long.parseLong(digest.substring(0, DIGITS), 16) * UNIT;
  }
}
