package dev.understudy.bench.machine;

import java.util.OptionalLong;

/** What is alive in another JVM's heap, told by its {@code jcmd}. */
public final class LiveHeap {
  private LiveHeap() {}

  /** Bytes reachable after a full collection, which this causes; empty if it is no JVM of ours. */
  public static OptionalLong bytes(long pid) {
    return parseTotal(Jcmd.run(pid, "GC.class_histogram"));
  }

  /** Causes a full collection. */
  public static void collect(long pid) {
    Jcmd.run(pid, "GC.run");
  }

  /** The last line reads {@code Total <instances> <bytes>}. */
  static OptionalLong parseTotal(String histogram) {
    return histogram
        .lines()
        .filter(line -> line.startsWith("Total "))
        .mapToLong(line -> Long.parseLong(line.trim().split(" +", -1)[2]))
        .findFirst();
  }
}
