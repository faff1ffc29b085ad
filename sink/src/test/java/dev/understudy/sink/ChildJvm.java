package dev.understudy.sink;

import dev.understudy.sink.capture.Capture;
import dev.understudy.sink.capture.CaptureSettings;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.s3.LocalS3;
import dev.understudy.sink.store.s3.S3Settings;
import dev.understudy.sink.store.s3.S3Store;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * How tests start JVMs that have the tests' classes. Most of what such a JVM does is loading
 * classes, so that it finds them in an archive, which is made once for all tests; where none can be
 * made, it does without. Used by any thread.
 */
public final class ChildJvm {
  private static final Path HOME = Path.of("target", "child-jvm").toAbsolutePath();
  private static final Path ARCHIVE = HOME.resolve("classes.jsa");
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xlog:disable");
  private static final long PATIENCE_SECONDS = 120;

  private ChildJvm() {}

  /** The command that runs a class's {@code main}, after such options of the JVM. */
  public static List<String> command(List<String> options, Class<?> main, String... arguments) {
    List<String> all = java(Prepared.OPTIONS);
    all.addAll(options);
    all.add(main.getName());
    all.addAll(List.of(arguments));
    return all;
  }

  /** The same without options. */
  public static List<String> command(Class<?> main, String... arguments) {
    return command(List.of(), main, arguments);
  }

  private static List<String> java(List<String> options) {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(SHORT_LIVED);
    all.addAll(options);
    return all;
  }

  /** Made when the first child is started, and once. */
  private static final class Prepared {
    static final List<String> OPTIONS = prepare();

    private static List<String> prepare() {
      String tests =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      try {
        Files.createDirectories(HOME);
        Files.deleteIfExists(ARCHIVE);
        String jars = jars(tests);
        rehearse(jars);
        return Files.exists(ARCHIVE)
            ? List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-cp", jars)
            : List.of("-cp", jars);
      } catch (IOException e) {
        return List.of("-cp", tests);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return List.of("-cp", tests);
      }
    }

    /** Archives take classes from jars alone: a class path with a jar for each folder. */
    private static String jars(String classPath) throws IOException {
      List<String> jars = new ArrayList<>();
      for (String each : classPath.split(File.pathSeparator, -1)) {
        Path path = Path.of(each);
        if (!each.isEmpty() && Files.isDirectory(path)) {
          Path jar = HOME.resolve(jars.size() + ".jar");
          pack(path, jar);
          jars.add(jar.toString());
        } else if (!each.isEmpty()) {
          jars.add(each);
        }
      }
      return String.join(File.pathSeparator, jars);
    }

    private static void pack(Path folder, Path jar) throws IOException {
      try (Stream<Path> all = Files.walk(folder);
          ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
        out.setLevel(Deflater.NO_COMPRESSION);
        for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
          out.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
          Files.copy(file, out);
        }
      }
    }

    private static void rehearse(String jars) throws IOException, InterruptedException {
      List<String> command = java(List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE, "-cp", jars));
      command.add(Rehearsal.class.getName());
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(HOME.resolve("rehearsal.log").toFile())
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        Files.deleteIfExists(ARCHIVE); // perhaps half of it
      }
    }
  }

  /** Loads what most children need. */
  static final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] args) throws Exception {
      Path folder = Files.createTempDirectory(HOME, "rehearsal");
      LocalS3 s3 = LocalS3.start();
      carry(folder.resolve("spool"), FolderStore.open(folder.resolve("captures")));
      carry(
          folder.resolve("spool"),
          S3Store.open(
              s3.bucket(),
              S3Settings.DEFAULTS.withEndpoint(s3.endpoint()).withRegion("us-east-1"),
              folder.resolve("staging"),
              LocalS3.credentials()));
      System.exit(0); // whatever threads the server left behind
    }

    private static void carry(Path spool, Store to) throws Exception {
      CaptureSettings settings = CaptureSettings.of("gateway-0", spool);
      SampleEntries samples = new SampleEntries(1);
      try (to;
          Capture capture =
              Capture.open(settings, new ParquetTarget(to, SampleExchanges::unread))) {
        for (int i = 0; i < 20; i++) {
          capture.offer(samples.any(), receipt -> {});
        }
        capture.flush(Duration.ofSeconds(30));
      }
    }
  }
}
