package dev.understudy.diff.text;

import java.util.Arrays;
import java.util.List;

/**
 * The harmonic mean of the shares of each text's tokens that stand in their longest common
 * subsequence: ROUGE-L with beta 1 (Lin, "ROUGE: A Package for Automatic Evaluation of Summaries",
 * ACL 2004). Unlike {@link TokenF1} it sees order.
 *
 * <p>The length of the subsequence is found bit-parallel (Hyyrö, "Bit-Parallel LCS-length
 * Computation Revisited", AWOCA 2004): m·n/64 steps and m/64 words of memory, for at most {@value
 * #MAX_TOKENS} tokens of each text; those beyond do not count.
 */
public final class RougeL implements Likeness {
  /** Two texts of this many tokens take four million steps. */
  static final int MAX_TOKENS = 16 << 10;

  @Override
  public String word() {
    return "rouge_l";
  }

  @Override
  public double of(Passage one, Passage other) {
    List<String> ours = bounded(one);
    List<String> theirs = bounded(other);
    int total = ours.size() + theirs.size();
    if (total == 0) {
      return one.text().equals(other.text()) ? 1 : 0;
    }
    return 2.0 * commonSubsequence(ours, theirs) / total;
  }

  private static List<String> bounded(Passage passage) {
    List<String> words = passage.tokens().words();
    return words.subList(0, Math.min(words.size(), MAX_TOKENS));
  }

  /** The length of the longest common subsequence. */
  static int commonSubsequence(List<String> ours, List<String> theirs) {
    BitPlaces<String> places = new BitPlaces<>();
    for (int i = 0; i < ours.size(); i++) {
      places.add(ours.get(i), i);
    }
    int words = (ours.size() + 63) / 64;
    long[] match = new long[words];
    long[] zeroWhereTaken = new long[words];
    Arrays.fill(zeroWhereTaken, -1L);
    for (String word : theirs) {
      if (places.has(word)) {
        places.set(word, match);
        step(zeroWhereTaken, match);
        places.clear(word, match);
      }
    }
    return ours.size() - ones(zeroWhereTaken, ours.size());
  }

  /** V = (V + (V & M)) | (V & ~M), over words with the carry handed on. */
  private static void step(long[] v, long[] match) {
    long carry = 0;
    for (int w = 0; w < v.length; w++) {
      long both = v[w] & match[w];
      long sum = v[w] + both;
      long overflow = Long.compareUnsigned(sum, both) < 0 ? 1 : 0;
      long carried = sum + carry;
      overflow |= Long.compareUnsigned(carried, sum) < 0 ? 1 : 0;
      v[w] = carried | (v[w] & ~match[w]);
      carry = overflow;
    }
  }

  private static int ones(long[] bits, int size) {
    int ones = 0;
    for (int i = 0; i < size; i++) {
      ones += (int) (bits[i >> 6] >>> i & 1);
    }
    return ones;
  }
}
