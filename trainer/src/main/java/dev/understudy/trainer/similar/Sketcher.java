package dev.understudy.trainer.similar;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/**
 * Makes of a text what is kept to find those like it: a few hundred bytes however long the text is.
 *
 * <p>A sketch is a row of big-endian longs: two of the {@link TextKey} of the normal text (texts of
 * one key have the same shingles), one per 32 permutations of {@link LowBits}, and one per band.
 *
 * @param settings what is near
 * @param minHash makes signatures
 * @param banding cuts them into bands
 */
record Sketcher(NearSettings settings, MinHash minHash, Banding banding) implements Serializable {
  /** How many bytes the key takes, at the beginning. */
  static final int KEY_BYTES = 2 * Long.BYTES;

  static Sketcher of(NearSettings settings) {
    return new Sketcher(
        settings, MinHash.of(settings), Banding.of(settings.threshold(), settings.permutations()));
  }

  /** How many bytes the bits take, after the key. */
  int bitsBytes() {
    return settings.permutations() / LowBits.PER_WORD * Long.BYTES;
  }

  /** The sketch of a text of some kind: those of different kinds have nothing in common. */
  byte[] sketch(String text, String kind) {
    byte[] normal = Shingles.normal(text, settings);
    long[] signature = minHash.signature(Shingles.hashes(normal, settings));
    TextKey key = NormalText.key(normal);
    long salt = kind.isEmpty() ? 0 : NormalText.of(kind).key().low();
    long[] bands = banding.keys(signature);
    for (int i = 0; i < bands.length; i++) {
      bands[i] ^= salt;
    }
    ByteBuffer sketch = ByteBuffer.allocate(KEY_BYTES + bitsBytes() + banding.bands() * Long.BYTES);
    sketch
        .asLongBuffer()
        .put(key.high() ^ salt)
        .put(key.low() ^ salt)
        .put(LowBits.of(signature))
        .put(bands);
    return sketch.array();
  }

  /** The keys of the bands in a sketch. */
  long[] bandKeys(byte[] sketch) {
    int from = KEY_BYTES + bitsBytes();
    LongBuffer longs = ByteBuffer.wrap(sketch, from, sketch.length - from).asLongBuffer();
    long[] keys = new long[longs.remaining()];
    longs.get(keys);
    return keys;
  }
}
