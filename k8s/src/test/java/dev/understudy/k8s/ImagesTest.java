package dev.understudy.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The scripts that images are built and started by, in a copy of the tree whose Maven writes down
 * how it was called and makes a small archive.
 */
class ImagesTest {
  @TempDir private Path folder;
  private Path tree;
  private Path program;

  @BeforeEach
  void copyTree() throws IOException {
    tree = folder.resolve("a tree with blanks");
    program = folder.resolve("opt/understudy");
    for (String script : List.of("build", "trainer-start", "add-kubernetes")) {
      Path copy = tree.resolve("deploy/images").resolve(script);
      write(copy, Files.readString(Dockerfiles.IMAGES.resolve(script)));
      copy.toFile().setExecutable(true);
    }
    script(
        tree.resolve("mvnw"),
        """
        echo "$@" > built
        mkdir -p "$4/target/made/bin"
        echo jar > "$4/target/made/program.jar"
        echo script > "$4/target/made/bin/program"
        tar -czf "$4/target/$(basename "$(ls -d "$4"/src/*)")-1.2.tar.gz" -C "$4/target" made""");
    for (String module : List.of("deploy", "student", "trainer")) {
      String program = module.equals("deploy") ? "understudy" : "understudy-" + module;
      Files.createDirectories(tree.resolve(module + "/src/" + program));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "understudy, deploy",
    "understudy-student, student",
    "understudy-trainer, trainer",
  })
  void programIsBuiltAndItsArchiveUnpacked(String name, String module) throws Exception {
    write(tree.resolve(module + "/target/" + name + "-1.1.tar.gz"), "an archive of before");

    Run run = run("deploy/images/build", name, program.toString());

    assertThat(run).isEqualTo(new Run(0, "", ""));
    assertThat(tree.resolve("built"))
        .hasContent("-q -B -pl " + module + " -am package -Dmaven.test.skip=true");
    assertThat(files(program)).containsExactly("bin/program", "program.jar");
  }

  @Test
  void unknownProgramIsTold() throws Exception {
    assertThat(run("deploy/images/build", "understudi", program.toString()))
        .isEqualTo(
            new Run(
                1,
                "",
                "build: no program named understudi; there are understudy, understudy-student and"
                    + " understudy-trainer\n"));
  }

  @Test
  void folderThatIsThereIsLeftAlone() throws Exception {
    Files.createDirectories(program);

    assertThat(run("deploy/images/build", "understudy", program.toString()).err())
        .isEqualTo("build: " + program + " is there already; name a folder that is not\n");
    assertThat(tree.resolve("built")).doesNotExist();
  }

  @Test
  void trainerBecomesDriverOrExecutorWhereSparkAsksForOne() throws Exception {
    script(tree.resolve("deploy/images/bin/understudy-trainer"), "echo trainer \"$@\"");
    script(tree.resolve("deploy/images/spark-start"), "echo spark \"$@\"");

    assertThat(run("deploy/images/trainer-start", "executor", "1").out())
        .isEqualTo("spark executor 1\n");
    assertThat(run("deploy/images/trainer-start", "driver", "--class", "A").out())
        .isEqualTo("spark driver --class A\n");
    assertThat(run("deploy/images/trainer-start", "dataset", "--help").out())
        .isEqualTo("trainer dataset --help\n");
  }

  @Test
  void librariesForKubernetesAreAddedAndOurOwnStay() throws Exception {
    Path from = folder.resolve("spark");
    Path to = folder.resolve("ours");
    for (String jar :
        List.of(
            "spark-core_2.13-4.2.0",
            "spark-kubernetes_2.13-4.2.0",
            "kubernetes-client-7.1.0",
            "jackson-core-2.20.0",
            "log4j-slf4j2-impl-2.24.3",
            "hive-exec-2.3.10-core")) {
      write(from.resolve(jar + ".jar"), "spark's");
    }
    write(to.resolve("spark-core_2.13-4.2.0.jar"), "ours");
    write(to.resolve("jackson-core-2.21.2.jar"), "ours");

    Run run = run("deploy/images/add-kubernetes", from.toString(), to.toString());

    assertThat(run).isEqualTo(new Run(0, "", ""));
    assertThat(files(to))
        .containsExactly(
            "jackson-core-2.21.2.jar",
            "kubernetes-client-7.1.0.jar",
            "spark-core_2.13-4.2.0.jar",
            "spark-kubernetes_2.13-4.2.0.jar");
    assertThat(to.resolve("spark-core_2.13-4.2.0.jar")).hasContent("ours");
  }

  @Test
  void sparkOfAnotherVersionIsRefused() throws Exception {
    Path from = folder.resolve("spark");
    Path to = folder.resolve("ours");
    write(from.resolve("spark-core_2.13-4.1.0.jar"), "spark's");
    write(from.resolve("spark-kubernetes_2.13-4.1.0.jar"), "spark's");
    write(to.resolve("spark-core_2.13-4.2.0.jar"), "ours");

    assertThat(run("deploy/images/add-kubernetes", from.toString(), to.toString()))
        .isEqualTo(
            new Run(
                1,
                "",
                "add-kubernetes: "
                    + to
                    + " has no spark-core_2.13-4.1.0.jar: both must be of one version of Spark\n"));
  }

  private Run run(String script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(tree.resolve(script).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), out, err);
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(each -> folder.relativize(each).toString())
          .sorted()
          .toList();
    }
  }

  private static void script(Path file, String body) throws IOException {
    write(file, "#!/bin/sh\n" + body + "\n");
    file.toFile().setExecutable(true);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private record Run(int status, String out, String err) {}
}
