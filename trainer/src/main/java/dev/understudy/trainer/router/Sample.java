package dev.understudy.trainer.router;

import dev.understudy.trainer.mining.SampleRank;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/** At most so many of what comes, chosen by lots that depend on the seed and the names alone. */
final class Sample<T> {
  private static final Comparator<Drawn<?>> HIGHEST_FIRST =
      Comparator.<Drawn<?>>comparingLong(Drawn::rank).thenComparing(Drawn::name).reversed();

  private final long seed;
  private final int most;
  private final PriorityQueue<Drawn<T>> kept = new PriorityQueue<>(HIGHEST_FIRST);
  private int offered;

  /** One that was drawn. */
  private record Drawn<T>(long rank, String name, T value) {}

  Sample(long seed, int most) {
    this.seed = seed;
    this.most = most;
  }

  /** Offers one; it is made only where it is kept for now. */
  void offer(String name, Supplier<T> value) {
    offered++;
    long rank = SampleRank.of(seed, name);
    Drawn<T> highest = kept.peek();
    if (kept.size() < most || (highest != null && rank < highest.rank())) {
      kept.add(new Drawn<>(rank, name, value.get()));
      if (kept.size() > most) {
        kept.remove();
      }
    }
  }

  /** Those that were drawn, in the order of their names. */
  List<T> drawn() {
    return kept.stream().sorted(Comparator.comparing(Drawn::name)).map(Drawn::value).toList();
  }

  /** How many came. */
  int offered() {
    return offered;
  }
}
