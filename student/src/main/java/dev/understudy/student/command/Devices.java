package dev.understudy.student.command;

import dev.understudy.student.engine.TorchEngine;

/** Says on what PyTorch computes here. */
public final class Devices {
  private Devices() {}

  /**
   * The graphics processors, or the processor where there is none, with the version of PyTorch.
   * Starts the engine where nothing has yet.
   */
  public static String describe() {
    TorchEngine engine = TorchEngine.start();
    return String.join(", ", engine.devices()) + " (PyTorch " + engine.version() + ")";
  }
}
