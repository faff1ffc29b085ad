package dev.understudy.bench.dataset;

import dev.understudy.bench.peer.Jvm;
import dev.understudy.trainer.run.Folders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Builds a training set of ever more made-up captures, each in a process of its own, and prints
 * what each part of it took and how that grows.
 */
public final class DatasetBench {
  private static final long SEED = 11;
  private static final int ROWS_OF_A_USER = 20;
  private static final int FEWEST_USERS = 200;
  private static final String HEAP = "-Xmx6g";

  private DatasetBench() {}

  /**
   * Prints tables.
   *
   * @param args numbers of exchanges; by default 100,000, 300,000, 1,000,000, 2,000,000. Before
   *     them {@code --in FOLDER} to make captures there once and leave them for another run
   */
  public static void main(String... args) throws IOException, InterruptedException {
    boolean keeps = args.length > 1 && args[0].equals("--in");
    long[] sizes = Stream.of(args).skip(keeps ? 2 : 0).mapToLong(Long::parseLong).toArray();
    if (sizes.length == 0) {
      sizes = new long[] {100_000, 300_000, 1_000_000, 2_000_000};
    }
    Path folder = keeps ? Path.of(args[1]) : Files.createTempDirectory("understudy-dataset");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> tidy(folder, keeps)));
    List<Measured> all = new ArrayList<>();
    for (long rows : LongStream.of(sizes).sorted().toArray()) {
      Path place = folder.resolve(Long.toString(rows));
      all.add(measure(place, rows));
      System.out.println(Sheet.of(all));
      if (!keeps) {
        Folders.delete(place);
      }
    }
  }

  private static Measured measure(Path place, long rows) throws IOException, InterruptedException {
    Path captures = place.resolve("captures");
    Path out = place.resolve("out");
    if (!Files.exists(captures)) {
      System.err.printf("making %,d exchanges%n", rows);
      int users = (int) Math.max(FEWEST_USERS, rows / ROWS_OF_A_USER);
      Captures.write(captures, new Traffic(SEED, users), rows);
    }
    Folders.delete(out);
    Path file = place.resolve("dataset.yaml");
    try (InputStream yaml = DatasetBench.class.getResourceAsStream("dataset.yaml")) {
      Files.write(file, Objects.requireNonNull(yaml).readAllBytes());
    }
    List<String> lines = run(file, place.resolve("spark"));
    long peak =
        lines.stream()
            .filter(line -> line.startsWith(BuildRun.PEAK))
            .mapToLong(line -> Long.parseLong(line.substring(BuildRun.PEAK.length())))
            .findFirst()
            .orElseThrow();
    return new Measured(
        rows, bytes(captures), Lap.of(lines), peak, bytes(out), bytes(out.resolve("bench")));
  }

  private static List<String> run(Path file, Path scratch) throws IOException {
    List<String> command = new ArrayList<>(Jvm.command(BuildRun.class, file.toString()));
    command.addAll(1, List.of(HEAP, "-Dspark.local.dir=" + scratch));
    Process build =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(build::destroy));
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = build.inputReader(StandardCharsets.UTF_8)) {
      for (String line; (line = out.readLine()) != null; ) {
        System.err.println("  " + line);
        lines.add(line);
      }
    }
    int exit = build.onExit().join().exitValue();
    if (exit != 0) {
      throw new IOException("the build ended with exit status " + exit + ", see above");
    }
    return lines;
  }

  private static long bytes(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(each);
      }
    }
    return bytes;
  }

  private static void tidy(Path folder, boolean keeps) {
    try {
      if (!keeps) {
        Folders.delete(folder);
      }
    } catch (IOException remains) {
      System.err.println("could not delete all of " + folder);
    }
  }
}
