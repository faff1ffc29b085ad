package dev.understudy.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** A flight recording of another JVM: where its threads were found running Java code. */
public final class FlightRecording {
  private static final String NAME = "bench";

  private final long pid;
  private final Path file;

  private FlightRecording(long pid, Path file) {
    this.pid = pid;
    this.file = file;
  }

  /** Starts recording; the file is written when it stops. */
  public static FlightRecording start(long pid, Path file) {
    Jcmd.run(pid, "JFR.start", "name=" + NAME, "settings=profile");
    return new FlightRecording(pid, file);
  }

  /** Stops recording and writes the file. */
  public void stop() {
    Jcmd.run(pid, "JFR.stop", "name=" + NAME, "filename=" + file);
  }

  /**
   * The frames most often on top, each with its share of the samples; time in the kernel and in
   * native code is not among them. Empty if the JVM wrote no recording.
   */
  public List<String> hottest(int atMost) {
    if (!Files.exists(file)) {
      return List.of();
    }
    Map<String, Integer> samples = new HashMap<>();
    int all = 0;
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        RecordedStackTrace trace = event.getStackTrace();
        if (trace == null || !event.getEventType().getName().equals("jdk.ExecutionSample")) {
          continue;
        }
        all++;
        RecordedFrame top = trace.getFrames().get(0);
        samples.merge(
            top.getMethod().getType().getName() + "." + top.getMethod().getName(), 1, Integer::sum);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    int total = all;
    return samples.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(atMost)
        .map(e -> "%5.1f %%  %s".formatted(100.0 * e.getValue() / total, e.getKey()))
        .toList();
  }
}
