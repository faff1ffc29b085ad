package dev.understudy.student.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The memory of this process, Java's heap and that of native libraries together. Linux only. */
public final class ResidentMemory {
  private static final int GOES = 4;

  private ResidentMemory() {}

  /**
   * Fails if the process grows by that much or more each time the work is done.
   *
   * <p>Java's heap grows now and then too, whatever the work, though not every time; what is left
   * behind makes it grow each time.
   *
   * @param kilobytes less than what the work would leave behind
   */
  public static void staysThoughDoneAgain(long kilobytes, Runnable work) throws IOException {
    List<Long> growths = new ArrayList<>();
    while (growths.size() < GOES) {
      long before = withoutHeap();
      work.run();
      long growth = withoutHeap() - before;
      if (growth < kilobytes) {
        return;
      }
      growths.add(growth);
    }
    throw new AssertionError(
        "expected less than %d kB more, got each time more: %s".formatted(kilobytes, growths));
  }

  /** In kilobytes; with Java's heap as small as it can be, so that what grows is not Java's. */
  private static long withoutHeap() throws IOException {
    System.gc();
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(one -> one.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) - Runtime.getRuntime().totalMemory() / 1024;
  }
}
