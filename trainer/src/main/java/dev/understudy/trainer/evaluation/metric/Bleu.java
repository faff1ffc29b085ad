package dev.understudy.trainer.evaluation.metric;

import java.util.List;

/**
 * BLEU of a corpus with one reference each (Papineni, Roukos, Ward and Zhu, "BLEU: a Method for
 * Automatic Evaluation of Machine Translation", ACL 2002): n-grams up to four words, brevity
 * penalty, words and exponential smoothing as by default in sacreBLEU (Post, "A Call for Clarity in
 * Reporting BLEU Scores", WMT 2018): of the first length of n-grams without a match half a match is
 * assumed, of the second a quarter, and so on.
 */
public final class Bleu implements CorpusMeasure {
  private static final int LONGEST = 4;

  @Override
  public String word() {
    return "bleu";
  }

  /** Words of the text, words of the reference, then matches and n-grams for each length. */
  @Override
  public long[] counts(String text, String reference) {
    List<String> ours = TranslationTokens.of(text);
    List<String> theirs = TranslationTokens.of(reference);
    long[] counts = new long[2 + 2 * LONGEST];
    counts[0] = ours.size();
    counts[1] = theirs.size();
    for (int n = 1; n <= LONGEST; n++) {
      Counted grams = grams(ours, n);
      counts[2 * n] = grams.shared(grams(theirs, n));
      counts[2 * n + 1] = grams.total();
    }
    return counts;
  }

  private static Counted grams(List<String> words, int n) {
    Counted grams = new Counted();
    for (int i = 0; i + n <= words.size(); i++) {
      grams.add(String.join(" ", words.subList(i, i + n)));
    }
    return grams;
  }

  @Override
  public double score(long[] counts) {
    if (counts[2] == 0 || counts[2 * LONGEST + 1] == 0) {
      return 0; // not a word in common, or no text of four words
    }
    double logarithms = 0;
    double assumed = 1;
    for (int n = 1; n <= LONGEST; n++) {
      double matches = counts[2 * n];
      if (matches == 0) {
        assumed /= 2;
        matches = assumed;
      }
      logarithms += Math.log(matches / counts[2 * n + 1]);
    }
    double brevity = counts[0] < counts[1] ? Math.exp(1 - (double) counts[1] / counts[0]) : 1;
    return 100 * brevity * Math.exp(logarithms / LONGEST);
  }
}
