package dev.understudy.trainer.training.tune;

import dev.understudy.student.tokens.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Which rows an epoch sees, and in which order. It depends on the seed and the epoch alone. Rows of
 * a batch are of similar length: a bucket of some batches is sorted before it is cut.
 */
final class EpochOrder {
  private static final int BATCHES_OF_A_BUCKET = 32;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final List<TuningTask.Row> rows;
  private final FineTuning how;
  private final long seed;

  EpochOrder(List<TuningTask.Row> rows, FineTuning how, long seed) {
    this.rows = rows;
    this.how = how;
    this.seed = seed;
  }

  /** What PyTorch draws in an epoch. */
  int seed(int epoch) {
    return random(epoch).nextInt(Integer.MAX_VALUE);
  }

  private Random random(int epoch) {
    return new Random((seed + 1) * MIX + epoch);
  }

  /** The steps of an epoch; each has at least one batch of at least one row. */
  List<List<List<TuningTask.Row>>> steps(int epoch) {
    return cut(batches(epoch), how.accumulate());
  }

  /** How many steps each epoch has. */
  int steps() {
    return steps(1).size();
  }

  private List<List<TuningTask.Row>> batches(int epoch) {
    Random random = random(epoch);
    List<TuningTask.Row> drawn = drawn(random);
    Collections.shuffle(drawn, random);
    List<List<TuningTask.Row>> batches = new ArrayList<>();
    for (List<TuningTask.Row> bucket : cut(drawn, how.batch() * BATCHES_OF_A_BUCKET)) {
      List<TuningTask.Row> sorted = new ArrayList<>(bucket);
      sorted.sort(Comparator.comparing(TuningTask.Row::tokens, byCount()));
      batches.addAll(cut(sorted, how.batch()));
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  private static Comparator<Tokens> byCount() {
    return Comparator.comparingInt(Tokens::count);
  }

  /** All rows of the rarest label, and of each other as many as may be, freshly drawn. */
  private List<TuningTask.Row> drawn(Random random) {
    if (how.resample() == 0) {
      return new ArrayList<>(rows);
    }
    Map<Integer, List<TuningTask.Row>> byLabel = new TreeMap<>();
    rows.forEach(row -> byLabel.computeIfAbsent(row.label(), any -> new ArrayList<>()).add(row));
    int rarest = byLabel.values().stream().mapToInt(List::size).min().orElse(0);
    long most = Math.round(how.resample() * rarest);
    List<TuningTask.Row> drawn = new ArrayList<>();
    for (List<TuningTask.Row> all : byLabel.values()) {
      Collections.shuffle(all, random);
      drawn.addAll(all.subList(0, (int) Math.min(all.size(), most)));
    }
    return drawn;
  }

  private static <T> List<List<T>> cut(List<T> all, int size) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      parts.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return parts;
  }
}
