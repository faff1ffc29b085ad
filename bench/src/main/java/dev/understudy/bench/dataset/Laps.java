package dev.understudy.bench.dataset;

import com.sun.management.OperatingSystemMXBean;
import dev.understudy.trainer.run.Manifest;
import dev.understudy.trainer.run.Progress;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;

/**
 * Tells what each part of a build took, as soon as it is over. What lies between two parts belongs
 * to the one after.
 */
final class Laps implements Progress {
  private static final double MILLIS = 1e3;
  private static final double NANOS = 1e9;

  private final Consumer<Lap> out;
  private String name = "";
  private double wall = ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS;
  private double cpu;

  /** Begins with the start of this process. */
  Laps(Consumer<Lap> out) {
    this.out = out;
  }

  @Override
  public void begin(String part) {
    name = part;
  }

  @Override
  public void end(Manifest made) {
    stop();
  }

  @Override
  public void reused(Manifest made) {
    throw new IllegalStateException("nothing was done before, but " + made.stage());
  }

  @Override
  public void stop() {
    if (!name.isEmpty()) {
      lap(name);
      name = "";
    }
  }

  /** Ends a part that nobody began. */
  void lap(String part) {
    double nowWall = System.currentTimeMillis() / MILLIS;
    double nowCpu =
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime()
            / NANOS;
    out.accept(new Lap(part, nowWall - wall, nowCpu - cpu));
    wall = nowWall;
    cpu = nowCpu;
  }
}
