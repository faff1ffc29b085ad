package dev.understudy.trainer.similar;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows that share a band, and the pairs among them that are worth an exact comparison.
 *
 * <p>In a bucket of up to {@value #WINDOW} rows all are looked at in pairs. In a larger one, such
 * as that of a template, each row is looked at with the {@value #LEADERS} best rows, and with its
 * neighbours when rows are put in the order of their bits, which begins at another place in each
 * bucket, so that rows much alike are neighbours in one of the several they share. No more than
 * {@value #MOST_HELD} rows are held at a time; rows beyond meet the others through the best ones
 * alone. Cost thus grows with the rows, and memory does not.
 */
final class Bucket {
  /** Rows up to which all pairs are looked at, and neighbours looked at beyond. */
  static final int WINDOW = 512;

  /** The best rows that all others of a large bucket are looked at with. */
  static final int LEADERS = 16;

  /** The most rows held at a time. */
  static final int MOST_HELD = 1 << 16;

  private static final int CHOSEN = 2; // of the best and of the nearest, for each row and bucket

  private final int words;
  private final int mostDiffering;
  private final Choice choice = new Choice(CHOSEN);

  private long key;
  private int size;
  private int leaders; // the first rows, where they belong to an earlier part of the bucket
  private long[] ranks = new long[WINDOW];
  private long[] bits;

  Bucket(NearSettings settings) {
    this.words = settings.permutations() / LowBits.PER_WORD;
    this.mostDiffering = LowBits.mostDiffering(settings.threshold(), settings.permutations());
    this.bits = new long[WINDOW * words];
  }

  /** Where pairs go. */
  @FunctionalInterface
  interface Taker {
    /** Takes the better row, the other, and in how many places their bits differ. */
    void take(long better, long other, int differing);
  }

  /** Begins the bucket of a key. */
  void begin(long bandKey) {
    key = bandKey;
    size = 0;
    leaders = 0;
  }

  /** Whether rows must be {@linkplain #tell told} before there is room for another. */
  boolean isFull() {
    return size == MOST_HELD;
  }

  /** Adds a row; rows come in ascending order of their ranks. */
  void add(long rank, long[] rowBits) {
    if (size == ranks.length) {
      ranks = Arrays.copyOf(ranks, 2 * size);
      bits = Arrays.copyOf(bits, 2 * size * words);
    }
    ranks[size] = rank;
    System.arraycopy(rowBits, 0, bits, size * words, words);
    size++;
  }

  /** Tells the pairs among the rows held, and keeps the best rows for those to come. */
  void tell(Taker taker) {
    if (size <= WINDOW) {
      for (int row = Math.max(1, leaders); row < size; row++) {
        offerAll(row, 0, row);
        drain(row, taker);
      }
    } else {
      tellNeighbours(taker);
    }
    size = Math.min(size, LEADERS);
    leaders = size;
  }

  private void tellNeighbours(Taker taker) {
    int[] inOrder = inOrderOfBits();
    for (int place = 0; place < size; place++) {
      int row = inOrder[place];
      if (row < leaders) {
        continue; // told before
      }
      offerAll(row, 0, Math.min(row, LEADERS));
      int last = Math.min(size, place + WINDOW / 2);
      for (int near = Math.max(0, place - WINDOW / 2); near < last; near++) {
        if (inOrder[near] < row) {
          offer(row, inOrder[near]);
        }
      }
      drain(row, taker);
    }
  }

  private void offerAll(int row, int from, int to) {
    for (int better = from; better < to; better++) {
      offer(row, better);
    }
  }

  private void offer(int row, int better) {
    int differing = LowBits.differing(bits, row * words, bits, better * words, words);
    if (differing <= mostDiffering) {
      choice.offer(ranks[better], differing);
    }
  }

  private void drain(int row, Taker taker) {
    choice.drain((better, differing) -> taker.take(better, ranks[row], differing));
  }

  private int[] inOrderOfBits() {
    int first = (int) ((key >>> 32) % words);
    int shift = (int) (key & (Long.SIZE - 2));
    return IntStream.range(0, size)
        .boxed()
        .sorted((one, other) -> compareBits(one, other, first, shift))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private int compareBits(int one, int other, int first, int shift) {
    for (int i = 0; i < words; i++) {
      int word = (first + i) % words;
      int order =
          Long.compare(
              Long.rotateLeft(bits[one * words + word], shift),
              Long.rotateLeft(bits[other * words + word], shift));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one, other);
  }
}
