package dev.understudy.student.command;

import ai.djl.engine.Engine;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Says on what PyTorch computes here. */
public final class Devices {
  private Devices() {}

  /**
   * The graphics processors, or the processor where there is none, with the version of PyTorch.
   * Starts the engine where nothing has yet.
   */
  public static String describe() {
    Engine engine = Engine.getInstance();
    String devices =
        engine.getGpuCount() == 0
            ? "CPU"
            : Arrays.stream(engine.getDevices())
                .map(device -> device.getDeviceType() + " " + device.getDeviceId())
                .collect(Collectors.joining(", "));
    return devices + " (" + engine.getEngineName() + " " + engine.getVersion() + ")";
  }
}
