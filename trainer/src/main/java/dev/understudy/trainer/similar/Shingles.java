package dev.understudy.trainer.similar;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/**
 * The set of a text's shingles, that is of all runs of so many words or characters in it, as hashes
 * of 64 bits. A text too short for one shingle is one as a whole; so is the empty text, which
 * resembles other empty ones alone.
 */
final class Shingles {
  private static final XXHash64 HASH = XXHashFactory.safeInstance().hash64();

  private final long[] sorted;

  private Shingles(long[] sorted) {
    this.sorted = sorted;
  }

  /** The shingles of a text. */
  static Shingles of(String text, NearSettings settings) {
    long[] hashes = hashes(normal(text, settings), settings);
    Arrays.sort(hashes);
    int distinct = 1;
    for (int i = 1; i < hashes.length; i++) {
      if (hashes[i] != hashes[i - 1]) {
        hashes[distinct++] = hashes[i];
      }
    }
    return new Shingles(Arrays.copyOf(hashes, distinct));
  }

  /** The UTF-8 that shingles are cut from. */
  static byte[] normal(String text, NearSettings settings) {
    NormalText normal =
        switch (settings.unit()) {
          case WORDS -> NormalText.wordsOf(text);
          case CHARACTERS -> NormalText.of(text);
        };
    return normal.utf8();
  }

  /** All shingles in the order of the text, repeated ones too; at least one. */
  static long[] hashes(byte[] normal, NearSettings settings) {
    boolean words = settings.unit() == ShingleUnit.WORDS;
    int[] starts = new int[normal.length];
    int units = 0;
    for (int i = 0; i < normal.length; i++) {
      if (words ? (i == 0 || normal[i - 1] == ' ') : startsCodePoint(normal[i])) {
        starts[units++] = i;
      }
    }
    int size = settings.shingleSize();
    if (units <= size) {
      return new long[] {HASH.hash(normal, 0, normal.length, settings.seed())};
    }
    long[] hashes = new long[units - size + 1];
    for (int i = 0; i < hashes.length; i++) {
      int next = i + size < units ? starts[i + size] : normal.length;
      int end = words && next < normal.length ? next - 1 : next;
      hashes[i] = HASH.hash(normal, starts[i], end - starts[i], settings.seed());
    }
    return hashes;
  }

  private static boolean startsCodePoint(byte b) {
    return (b & 0xC0) != 0x80; // RFC 3629: the bytes that continue one begin with the bits 10
  }

  /** How many different shingles there are, at least 1. */
  int size() {
    return sorted.length;
  }

  long[] hashes() {
    return sorted.clone();
  }

  /** The shared shingles' share of all: exactly the Jaccard similarity, within [0, 1]. */
  double jaccard(Shingles other) {
    int shared = 0;
    int i = 0;
    int j = 0;
    while (i < sorted.length && j < other.sorted.length) {
      long mine = sorted[i];
      long theirs = other.sorted[j];
      shared += mine == theirs ? 1 : 0;
      i += mine <= theirs ? 1 : 0;
      j += theirs <= mine ? 1 : 0;
    }
    return (double) shared / (sorted.length + other.sorted.length - shared);
  }

  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(sorted.length * Long.BYTES);
    bytes.asLongBuffer().put(sorted);
    return bytes.array();
  }

  static Shingles ofBytes(byte[] bytes) {
    long[] sorted = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).asLongBuffer().get(sorted);
    return new Shingles(sorted);
  }
}
