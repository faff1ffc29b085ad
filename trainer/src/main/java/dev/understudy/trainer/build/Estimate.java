package dev.understudy.trainer.build;

import dev.understudy.trainer.corpus.CapturedTables;
import dev.understudy.trainer.corpus.CorpusSample;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What would go into a set, before anything is made: an upper bound, as filters, duplicates and
 * caps only take away.
 *
 * @param name the set's name
 * @param files how many files are read
 * @param bytes how large they are
 * @param exchanges how many exchanges they hold
 * @param sampled how many of those were looked at
 * @param taken how many of them would become examples
 * @param inputTokens tokens asked in those
 * @param outputTokens tokens answered in those
 * @param price US dollars for a million tokens of one pass of training, or null
 */
public record Estimate(
    String name,
    int files,
    long bytes,
    long exchanges,
    long sampled,
    long taken,
    long inputTokens,
    long outputTokens,
    @Nullable Double price) {

  static Estimate of(SetPlan plan, CapturedTables captured) throws IOException {
    CorpusSample sample = CorpusSample.of(captured, plan.corpus());
    return new Estimate(
        plan.name(),
        sample.files(),
        sample.bytes(),
        sample.exchanges(),
        sample.sampled(),
        sample.taken(),
        sample.inputTokens(),
        sample.outputTokens(),
        plan.prices().training());
  }

  /** About how many examples there would be. */
  public long examples() {
    return scaled(taken);
  }

  /** About how many tokens one pass of training would see. */
  public long tokens() {
    return scaled(inputTokens + outputTokens);
  }

  /** About what one pass would cost, in US dollars; null where no price is known. */
  public @Nullable Double usd() {
    return price == null ? null : (Double) (tokens() / 1e6 * price);
  }

  private long scaled(long inSample) {
    return sampled == 0 ? 0 : Math.round((double) inSample * exchanges / sampled);
  }
}
