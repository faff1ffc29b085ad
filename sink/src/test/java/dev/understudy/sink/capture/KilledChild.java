package dev.understudy.sink.capture;

import dev.understudy.exchange.Entry;
import dev.understudy.sink.ChildJvm;
import dev.understudy.sink.SampleEntries;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.capture.KillSwitch.Moment;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that recovers a spool, captures some entries, drains all into a store, and is killed
 * meanwhile.
 */
final class KilledChild {
  private final Process process;
  private final List<String> offered = new ArrayList<>();
  private final List<String> acknowledged = new ArrayList<>();

  private KilledChild(Process process) {
    this.process = process;
  }

  /** Starts one that ends itself when that moment comes for the so-manieth time. */
  static KilledChild at(
      Moment moment, int occurrence, int entries, Path spool, TestStore kind, String place)
      throws IOException {
    return start(
        moment.name(), occurrence + "", entries + "", spool.toString(), nameOf(kind), place);
  }

  /** Starts one that is to be killed from outside. */
  static KilledChild start(int entries, Path spool, TestStore kind, String place)
      throws IOException {
    return start(
        Moment.BEFORE_CREATE.name(), "0", entries + "", spool.toString(), nameOf(kind), place);
  }

  private static String nameOf(TestStore kind) {
    return kind.getClass().getName();
  }

  private static KilledChild start(String... arguments) throws IOException {
    return new KilledChild(
        new ProcessBuilder(ChildJvm.command(KilledChild.class, arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Waits until it ended by itself, and reads what it said; its exit status. */
  int ended() throws IOException, InterruptedException {
    read();
    return process.waitFor();
  }

  /** Kills it after so long, or sees it end before, and reads what it said. */
  void killedAfter(Duration time) throws IOException, InterruptedException {
    process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    process.toHandle().destroyForcibly();
    read();
    process.waitFor();
  }

  private void read() throws IOException {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.length() == 38 && line.endsWith(".")) {
          (line.startsWith("+") ? acknowledged : offered).add(line.substring(1, 37));
        }
      }
    }
  }

  /** The request ids it offered, as far as it said so: one more may be on its way. */
  List<String> offered() {
    return offered;
  }

  /** The request ids it got a good receipt for. */
  List<String> acknowledged() {
    return acknowledged;
  }

  /** What the tests and their processes capture with: few bytes make a segment, time makes none. */
  static CaptureSettings settings(Path spool) {
    return CaptureSettings.of("gateway-0", spool).withSegments(1 << 20, Duration.ofHours(1));
  }

  public static void main(String[] args) throws Exception {
    KillSwitch killer = new KillSwitch(Moment.valueOf(args[0]), Integer.parseInt(args[1]));
    int entries = Integer.parseInt(args[2]);
    Path spool = Path.of(args[3]);
    TestStore kind =
        Class.forName(args[4]).asSubclass(TestStore.class).getDeclaredConstructor().newInstance();
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    SampleEntries samples = new SampleEntries(entries);
    try (Store store = killer.store(kind.open(args[5]));
        Capture capture =
            Capture.open(
                settings(spool),
                new ParquetTarget(store, SampleExchanges::unread),
                killer.disk())) {
      for (int i = 0; i < entries; i++) {
        Entry entry = samples.any();
        out.println("?" + entry.requestId() + ".");
        out.flush();
        capture.offer(
            entry,
            receipt -> {
              if (receipt.isKept()) {
                out.println("+" + entry.requestId() + ".");
                out.flush();
              }
            });
      }
      capture.flush(Duration.ofSeconds(30));
    }
  }
}
