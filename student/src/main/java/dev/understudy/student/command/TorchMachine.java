package dev.understudy.student.command;

import dev.understudy.student.engine.TorchEngine;
import org.jspecify.annotations.Nullable;

/** PyTorch on this machine, which is started when first asked. */
public final class TorchMachine implements Machine {
  /** The graphics processors, or the processor where there is none, with PyTorch's version. */
  @Override
  public String device() {
    TorchEngine engine = TorchEngine.start();
    return String.join(", ", engine.devices()) + " (PyTorch " + engine.version() + ")";
  }

  /**
   * On a processor several small passes side by side do better than one after another that all
   * cores share: PyTorch divides each of a pass's hundreds of operations anew, and its threads go
   * to sleep in between, as they must not spin where others need the cores.
   */
  @Override
  public int threads(@Nullable Integer asked) {
    TorchEngine engine = TorchEngine.start();
    if (engine.devices().size() > 1) {
      return asked == null ? 1 : asked;
    }
    int cores = Runtime.getRuntime().availableProcessors();
    int threads = asked == null ? cores : asked;
    engine.useThreads(Math.max(1, cores / threads));
    return threads;
  }
}
