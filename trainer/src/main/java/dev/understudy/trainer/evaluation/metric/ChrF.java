package dev.understudy.trainer.evaluation.metric;

/**
 * chrF2 of a corpus (Popović, "chrF: character n-gram F-score for automatic MT evaluation", WMT
 * 2015): n-grams up to six characters (code points) without white space, recall counted twice as
 * much as precision; averaged over the lengths that both sides have, as by default in sacreBLEU.
 */
public final class ChrF implements CorpusMeasure {
  private static final int LONGEST = 6;
  private static final double BETA_SQUARED = 4;

  @Override
  public String word() {
    return "chrf";
  }

  /** For each length the n-grams of the text, those of the reference, and the matches. */
  @Override
  public long[] counts(String text, String reference) {
    int[] ours = characters(text);
    int[] theirs = characters(reference);
    long[] counts = new long[3 * LONGEST];
    for (int n = 1; n <= LONGEST; n++) {
      Counted grams = grams(ours, n);
      Counted wanted = grams(theirs, n);
      // Longer n-grams than the reference has cannot match, and do not count against the text.
      counts[3 * n - 3] = wanted.total() == 0 ? 0 : grams.total();
      counts[3 * n - 2] = wanted.total();
      counts[3 * n - 1] = grams.shared(wanted);
    }
    return counts;
  }

  private static int[] characters(String text) {
    return text.codePoints()
        .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
        .toArray();
  }

  private static Counted grams(int[] characters, int n) {
    Counted grams = new Counted();
    for (int i = 0; i + n <= characters.length; i++) {
      grams.add(new String(characters, i, n));
    }
    return grams;
  }

  @Override
  public double score(long[] counts) {
    double precision = 0;
    double recall = 0;
    int lengths = 0;
    for (int i = 0; i < counts.length; i += 3) {
      if (counts[i] > 0 && counts[i + 1] > 0) {
        precision += (double) counts[i + 2] / counts[i];
        recall += (double) counts[i + 2] / counts[i + 1];
        lengths++;
      }
    }
    if (precision + recall == 0) {
      return 0;
    }
    double sum = BETA_SQUARED * precision + recall; // each still times the lengths
    return 100 * (1 + BETA_SQUARED) * precision * recall / sum / lengths;
  }
}
