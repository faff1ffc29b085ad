package dev.understudy.bench;

import dev.understudy.bench.load.Tally;
import dev.understudy.bench.machine.CoreClock;
import dev.understudy.bench.machine.ProcessTree;
import dev.understudy.bench.peer.Peer;
import dev.understudy.bench.peer.Proxy;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * One window of load on one proxy and what it took of the proxy's core. The time a capture needs
 * afterwards to bring the window's records into the store belongs to it.
 *
 * @param tally what came back
 * @param cpu the proxy's processor time, with what came after the load
 * @param busyPercent the part of the core the proxy had while the load lasted
 * @param residentMiB its memory at the load's end
 * @param othersPercent the part of the core that others had
 */
record Measurement(
    Tally tally, Duration cpu, double busyPercent, double residentMiB, double othersPercent) {

  /** Plays the load and waits for the records. */
  static Measurement take(Stage stage, Proxy proxy, Supplier<Tally> load) {
    ProcessTree tree = proxy.process().tree();
    Duration cpu = tree.cpu();
    CoreClock core = CoreClock.of(Peer.CORE);
    long start = System.nanoTime();

    Tally tally = load.get();
    double busy = 100.0 * tree.cpu().minus(cpu).toNanos() / (System.nanoTime() - start);
    double residentMiB = tree.residentBytes() / (double) (1 << 20);
    stage.settle(proxy);

    Duration spent = tree.cpu().minus(cpu);
    CoreClock end = CoreClock.of(Peer.CORE);
    Duration disturbed =
        end.busy().minus(core.busy()).minus(spent).plus(end.stolen().minus(core.stolen()));
    double others = 100.0 * disturbed.toNanos() / (System.nanoTime() - start);
    return new Measurement(tally, spent, busy, residentMiB, others);
  }

  /** Processor time for that many requests, or NaN where none was answered. */
  double cpuMillisPer(int requests) {
    return tally.answered() == 0 ? Double.NaN : cpu.toNanos() / 1e6 * requests / tally.answered();
  }

  /** Requests that came back, as they should or not. */
  long requests() {
    return tally.answered() + tally.errorCount();
  }
}
