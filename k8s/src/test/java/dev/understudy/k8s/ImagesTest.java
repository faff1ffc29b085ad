package dev.understudy.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts that images are built and started by, in a copy of the tree whose Maven and Java only
 * write down their calls.
 */
class ImagesTest {
  @TempDir private Path folder;
  private Path tree;
  private Path program;

  @BeforeEach
  void copyTree() throws IOException {
    tree = folder.resolve("a tree with blanks");
    program = folder.resolve("opt/understudy");
    for (String script : List.of("build", "start", "trainer-start", "add-kubernetes")) {
      Path copy = tree.resolve("deploy/images").resolve(script);
      write(copy, Files.readString(Dockerfiles.IMAGES.resolve(script)));
      copy.toFile().setExecutable(true);
    }
    script(tree.resolve("mvnw"), "echo \"$@\" > built");
    script(folder.resolve("bin/java"), "echo \"$OMP_WAIT_POLICY $@\"");
  }

  @Test
  void programIsBuiltAndCopiedWithoutWhatTheLauncherKeepsForItself() throws Exception {
    write(tree.resolve("deploy/target/understudy/understudy.jar"), "jar");
    write(tree.resolve("deploy/target/understudy/lib/library.jar"), "library");
    write(tree.resolve("deploy/target/understudy/classes-17.jsa"), "archive");

    Run run = run("deploy/images/build", "understudy", program.toString());

    assertThat(run).isEqualTo(new Run(0, "", ""));
    assertThat(tree.resolve("built"))
        .hasContent("-q -B -pl deploy -am package -Dmaven.test.skip=true");
    assertThat(files(program)).containsExactly("lib/library.jar", "start", "understudy.jar");
  }

  @Test
  void trainerIsASparkHome() throws Exception {
    write(tree.resolve("trainer/target/understudy-trainer/understudy-trainer.jar"), "jar");
    write(tree.resolve("trainer/target/understudy-trainer/jars/spark-core_2.13-4.2.0.jar"), "core");
    write(tree.resolve("trainer/target/understudy-trainer/conf/logback.xml"), "<configuration/>");

    run("deploy/images/build", "understudy-trainer", program.toString());

    assertThat(files(program))
        .containsExactly(
            "conf/logback.xml",
            "jars/spark-core_2.13-4.2.0.jar",
            "start",
            "understudy-trainer.jar");
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
  void startBecomesTheProgramBesideIt() throws Exception {
    write(tree.resolve("deploy/images/understudy-student.jar"), "jar");

    Run run = run("deploy/images/start", "student", "--models=a b");

    assertThat(run.out())
        .isEqualTo(
            "PASSIVE -XX:+ExitOnOutOfMemoryError -XX:-UsePerfData -Xmx1g -Xss1m -jar "
                + tree.toRealPath().resolve("deploy/images/understudy-student.jar")
                + " student --models=a b\n");
  }

  @Test
  void startWithoutAProgramTellsWhatPutsOneThere() throws Exception {
    Run run = run("deploy/images/start", "gateway");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "start: no program beside "
                + tree.toRealPath().resolve("deploy/images/start")
                + "; deploy/images/build puts one there\n");
  }

  @Test
  void trainerBecomesDriverOrExecutorWhereSparkAsksForOne() throws Exception {
    write(tree.resolve("deploy/images/understudy-trainer.jar"), "jar");
    script(tree.resolve("deploy/images/spark-start"), "echo spark \"$@\"");

    assertThat(run("deploy/images/trainer-start", "executor", "1").out())
        .isEqualTo("spark executor 1\n");
    assertThat(run("deploy/images/trainer-start", "driver", "--class", "A").out())
        .isEqualTo("spark driver --class A\n");
    assertThat(run("deploy/images/trainer-start", "dataset", "--help").out())
        .endsWith("understudy-trainer.jar dataset --help\n");
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
    Map<String, String> environment = builder.environment();
    environment.put("PATH", folder.resolve("bin") + ":" + environment.get("PATH"));
    environment.put("UNDERSTUDY_JAVA_OPTS", "-Xmx1g -Xss1m");
    environment.remove("OMP_WAIT_POLICY");
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
