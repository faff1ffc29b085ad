package dev.understudy.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A process and its descendants, as the Linux kernel accounts for them. */
public final class ProcessTree {
  private static final Path PROC = Path.of("/proc");
  private static final long TICKS_PER_SECOND = 100; // USER_HZ: 100 on all of Linux' x86 and ARM

  private final ProcessHandle root;

  /** The tree below that process. */
  public ProcessTree(ProcessHandle root) {
    this.root = root;
  }

  /** The process at the top. */
  public long pid() {
    return root.pid();
  }

  /** Processor time spent so far, all threads, user and kernel; children that ended count too. */
  public Duration cpu() {
    try (Stream<ProcessHandle> all = all()) {
      long ticks =
          all.mapToLong(
                  process -> {
                    ProcessStat stat = ProcessStat.parse(read(process, "stat"));
                    return stat.ownTicks() + stat.childTicks();
                  })
              .sum();
      return Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND);
    }
  }

  /** Resident memory now; pages that processes share count in each of them. */
  public long residentBytes() {
    try (Stream<ProcessHandle> all = all()) {
      return all.mapToLong(process -> residentBytes(read(process, "status"))).sum();
    }
  }

  static long residentBytes(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
        .sum();
  }

  private Stream<ProcessHandle> all() {
    return Stream.concat(Stream.of(root), root.descendants());
  }

  private static String read(ProcessHandle process, String file) {
    try {
      return Files.readString(PROC.resolve(Long.toString(process.pid())).resolve(file)).trim();
    } catch (IOException gone) {
      throw new UncheckedIOException(
          "process " + process.pid() + " ended while it was measured", gone);
    }
  }
}
