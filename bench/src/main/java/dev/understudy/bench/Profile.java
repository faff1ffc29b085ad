package dev.understudy.bench;

import dev.understudy.bench.machine.FlightRecording;
import dev.understudy.bench.peer.Proxy;
import java.nio.file.Path;

/** Where a JVM peer's time goes, in a window of its own that no figure is taken of. */
final class Profile {
  private static final int LINES = 25;

  private Profile() {}

  /** Records the peer under that load, where it is a JVM, and prints its hottest frames. */
  static void take(Stage stage, String scenario, Proxy proxy, Runnable load) {
    if (proxy.engine() != Proxy.Engine.JVM) {
      return;
    }
    Path file = stage.results().resolve(scenario + "-" + proxy.name() + ".jfr");
    FlightRecording recording = FlightRecording.start(proxy.process().tree().pid(), file);
    load.run();
    stage.settle(proxy);
    recording.stop();
    stage.say("\n%s, %s: Java code by top frame (%s)".formatted(scenario, proxy.name(), file));
    recording.hottest(LINES).forEach(line -> stage.say("    " + line));
  }
}
