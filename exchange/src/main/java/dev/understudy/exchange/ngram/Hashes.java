package dev.understudy.exchange.ngram;

/** How runs of words are hashed, character by character (after FNV-1). */
final class Hashes {
  /** That of no word. */
  static final int NONE = 1;

  private Hashes() {}

  /** The hash of a run to which a word is to be added. */
  static int begun(int run) {
    return run * 31 + 7;
  }

  /** The same with the word's next character. */
  static int with(int hash, int character) {
    return hash * 0x01000193 ^ character;
  }

  /** The last step of MurmurHash3, which makes every bit depend on all others. */
  static int spread(int hash) {
    int h = hash;
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
  }
}
