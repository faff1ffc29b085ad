package dev.understudy.bench.serving;

import dev.understudy.bench.machine.ProcessTree;
import dev.understudy.bench.peer.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** One engine with its encoder, ready to be measured; whoever made it closes it. */
interface Contender extends AutoCloseable {
  /** The name in tables. */
  String name();

  /**
   * Asks as much as is answered meanwhile.
   *
   * @param concurrent how many questions are under way at a time
   */
  Sample measure(int concurrent, Duration window);

  @Override
  void close();

  /** Asked over HTTP. */
  record Http(String name, Served served, Callers callers) implements Contender {
    @Override
    public Sample measure(int concurrent, Duration window) {
      Duration before = served.tree().cpu();
      Callers.Load load = callers.ask(concurrent, window, Long.MAX_VALUE);
      return new Sample(
          load.latencies(), load.errors(), load.took(), served.tree().cpu().minus(before));
    }

    @Override
    public void close() {
      callers.close();
      served.close();
    }
  }

  /** Asked by calls, as many questions to a call as are under way. */
  record Direct(String name, Process process, BufferedReader out, PrintWriter in)
      implements Contender {
    /** Starts {@link InProcess}. */
    static Direct start(Engine engine, Path folder, String encoder, Cores cores, Path texts) {
      List<String> command = new ArrayList<>(List.of("taskset", "-c", cores.list()));
      command.addAll(
          Jvm.command(
              InProcess.class,
              folder.toString(),
              encoder,
              Integer.toString(cores.count()),
              engine.name(),
              texts.toString()));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().putAll(Served.ENVIRONMENT);
      try {
        Process process = builder.start();
        Direct direct =
            new Direct(
                engine.label() + ", no HTTP",
                process,
                process.inputReader(StandardCharsets.UTF_8),
                new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true));
        if (!InProcess.READY.equals(direct.line())) {
          direct.close();
          throw new IllegalStateException(engine.label() + " did not start, see above");
        }
        return direct;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String line() {
      try {
        String line = out.readLine();
        if (line == null) {
          throw new IllegalStateException(name + " ended, see above");
        }
        return line;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Sample measure(int concurrent, Duration window) {
      ProcessTree tree = new ProcessTree(process.toHandle());
      Duration before = tree.cpu();
      in.println(concurrent + " " + window.toMillis());
      List<Long> calls = Stream.of(line().split(" ", -1)).map(Long::valueOf).toList();
      Duration spent = tree.cpu().minus(before);
      Histogram latencies = new Histogram(Duration.ofMinutes(2).toNanos(), 3);
      calls.forEach(nanos -> latencies.recordValueWithCount(nanos, concurrent));
      long all = calls.stream().mapToLong(Long::longValue).sum();
      return new Sample(latencies, 0, Duration.ofNanos(all), spent);
    }

    @Override
    public void close() {
      in.close(); // the end of its input ends it
      process.destroy();
    }
  }
}
