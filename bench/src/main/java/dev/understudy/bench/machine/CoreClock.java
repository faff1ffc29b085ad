package dev.understudy.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What one core did since boot, from {@code /proc/stat} (proc_stat(5)): it shows how much others
 * disturbed a measurement.
 *
 * @param busy time spent running anything
 * @param stolen time the hypervisor gave to other machines
 */
public record CoreClock(Duration busy, Duration stolen) {
  private static final long MILLIS_PER_TICK = 10;
  private static final int STEAL = 8;

  /** The core's clock now. */
  public static CoreClock of(int core) {
    try {
      return parse(Files.readString(Path.of("/proc/stat")), core);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CoreClock parse(String stat, int core) {
    String line =
        stat.lines()
            .filter(candidate -> candidate.startsWith("cpu" + core + " "))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no core " + core + " in /proc/stat"));
    // user nice system idle iowait irq softirq steal
    List<String> field = List.of(line.trim().split(" +", -1));
    long busy = 0;
    for (int i : new int[] {1, 2, 3, 6, 7}) {
      busy += Long.parseLong(field.get(i));
    }
    return new CoreClock(
        Duration.ofMillis(busy * MILLIS_PER_TICK),
        Duration.ofMillis(Long.parseLong(field.get(STEAL)) * MILLIS_PER_TICK));
  }
}
