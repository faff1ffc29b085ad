package dev.understudy.archives.pages;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program as it was built: the folder that its archive is made of. */
enum Built {
  GATEWAY("deploy/target/understudy", "lib", "dev.understudy.gateway.Main"),
  STUDENT("student/target/understudy-student", "jars", "dev.understudy.student.Main"),
  TRAINER("trainer/target/understudy-trainer", "jars", "dev.understudy.trainer.Main");

  private final Path home;
  private final String libraries;
  private final String main;

  Built(String home, String libraries, String main) {
    this.home = Page.ROOT.resolve(home);
    this.libraries = libraries;
    this.main = main;
  }

  /** The program that the launcher starts for that command. */
  static Built of(String command) {
    return switch (command) {
      case "dataset", "train", "experiment", "ablate", "evaluate", "router", "drift" -> TRAINER;
      case "student" -> STUDENT;
      default -> GATEWAY;
    };
  }

  /** The class that its {@code main} is in. */
  String main() {
    return main;
  }

  /** A JVM that will begin with that class, which may be one of this module. */
  ProcessBuilder jvm(String mainClass, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Dspark.sql.codegen.wholeStage=false", // few rows: compiling would take longest
                "-Dspark.sql.codegen.factoryMode=NO_CODEGEN",
                "-Dspark.sql.shuffle.partitions=1",
                "-Dspark.ui.enabled=false",
                "-cp",
                classPath(),
                mainClass));
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  private String classPath() throws IOException {
    List<Path> path = new ArrayList<>(List.of(Path.of("target", "test-classes").toAbsolutePath()));
    path.add(home.resolve(home.getFileName() + ".jar"));
    try (Stream<Path> jars = Files.list(home.resolve(libraries))) {
      jars.sorted().forEach(path::add);
    }
    return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
