package dev.understudy.diff.drift;

/**
 * Numbers that look random and are always the same for the same input.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea, Flood: Fast splittable
 *     pseudorandom number generators (2014)</a>, whose finalizer mixes
 */
final class Mixing {
  private static final double TO_UNIT = 0x1p-53;
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Mixing() {}

  /** Each bit of the result hangs on each of the input's. */
  static long mix(long bits) {
    long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }

  /** 64 bits for a text. */
  static long of(String text, long seed) {
    long hash = mix(seed + GOLDEN_GAMMA);
    for (int i = 0; i < text.length(); i++) {
      hash = mix(hash ^ text.charAt(i) + GOLDEN_GAMMA);
    }
    return hash;
  }

  /** The number of that index made from the bits, in [0, 1). */
  static double unit(long bits, int index) {
    return (mix(bits + GOLDEN_GAMMA * (index + 1)) >>> 11) * TO_UNIT;
  }
}
