package dev.understudy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher itself, in a copy of the tree whose build and Java only write down their calls. */
class LauncherTest {
  private static final Path LAUNCHER = Path.of("..", "understudy");
  private static final String BUILDING = "building Understudy (first run takes about a minute)";

  private final Path root;
  private final Path javaHome;
  private final Path builds;

  LauncherTest(@TempDir Path folder) throws IOException {
    this.root = Files.createDirectories(folder.resolve("a tree with blanks"));
    this.javaHome = folder.resolve("java home");
    this.builds = folder.resolve("builds");
    Files.copy(LAUNCHER, root.resolve("understudy"));
    root.resolve("understudy").toFile().setExecutable(true);
    Files.createDirectories(root.resolve(".mvn"));
    Files.createDirectories(root.resolve("gateway/src/main"));
    write(root.resolve("pom.xml"), "<project/>");
    write(root.resolve("gateway/pom.xml"), "<project/>");
    write(root.resolve("gateway/src/main/A.java"), "class A {}");
    script(root.resolve("mvnw"), "echo build >> '" + builds + "'\nsleep 0.3");
    java("17.0.1");
  }

  @Test
  void firstStartBuildsAndLaterOnesDoNot() throws Exception {
    Run first = run("gateway", "--help");
    Run second = run("gateway", "--help");

    assertThat(first.err()).isEqualTo(BUILDING + "\n");
    assertThat(first.out()).endsWith("understudy.jar gateway --help\n");
    assertThat(second.err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void sourceThatIsNewerThanTheBuildIsBuilt() throws Exception {
    run("demo");
    Path source = root.resolve("gateway/src/main/A.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));

    assertThat(run("demo").err()).isEqualTo(BUILDING + "\n");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void trainingJobsAreAProgramOfTheirOwn() throws Exception {
    run("demo");

    Run dataset = run("dataset", "build", "set.yaml");

    assertThat(dataset.err())
        .isEqualTo("building Understudy's training jobs (first run takes about a minute)\n");
    assertThat(dataset.out()).endsWith("understudy-trainer.jar dataset build set.yaml\n");
    assertThat(run("train", "students.yaml").out())
        .endsWith("understudy-trainer.jar train students.yaml\n");
    assertThat(run("evaluate", "--help").out())
        .endsWith("understudy-trainer.jar evaluate --help\n");
    assertThat(run("demo").err()).isEmpty();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void studentServerIsAProgramOfItsOwnWhoseThreadsDoNotSpin() throws Exception {
    script(javaHome.resolve("bin/java"), "echo \"$OMP_WAIT_POLICY $GOMP_SPINCOUNT $@\"");

    Run student = run("student", "--model", "toxicity");

    assertThat(student.err())
        .isEqualTo("building Understudy's student server (first run takes about a minute)\n");
    assertThat(student.out())
        .startsWith("PASSIVE 0 ")
        .endsWith("understudy-student.jar student --model toxicity\n");
  }

  @Test
  void demoIsToldHowItWasStartedSoThatItCanStartOtherCommands() throws Exception {
    assertThat(run("demo").out())
        .contains(" -Dunderstudy.launcher=" + root.resolve("understudy") + " ")
        .doesNotContain("understudy.terminal"); // this test is no terminal
    assertThat(run("dataset", "--help").out()).doesNotContain("understudy.launcher");
  }

  @Test
  void startsAtTheSameTimeBuildOnce() throws Exception {
    List<Process> starts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      starts.add(start("demo"));
    }

    for (Process start : starts) {
      assertThat(start.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(start.exitValue()).isZero();
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void lockOfABuilderThatDiedIsTakenOver() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path lock = Files.createDirectories(root.resolve("target/understudy.lock"));
    write(lock.resolve("pid"), Long.toString(gone.pid()));

    assertThat(run("demo").status()).isZero();
    assertThat(lock).doesNotExist();
  }

  @Test
  void failedBuildIsToldAndTriedAgainNextTime() throws Exception {
    script(root.resolve("mvnw"), "echo build >> '" + builds + "'\nexit 1");

    Run first = run("demo");
    run("demo");

    assertThat(first.status()).isEqualTo(1);
    assertThat(first.err())
        .isEqualTo(BUILDING + "\nunderstudy: the build failed; its messages are above\n");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void symbolicLinkLeadsToTheTree() throws Exception {
    Path elsewhere = Files.createDirectories(javaHome.resolveSibling("bin"));
    Path link =
        Files.createSymbolicLink(
            elsewhere.resolve("us"), elsewhere.relativize(root.resolve("understudy")));

    Run run = finish(command(link, "demo").start());

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains(root.toRealPath() + "/deploy/target/understudy/understudy.jar");
  }

  @Test
  void tooOldJavaIsTold() throws Exception {
    java("11.0.2");

    Run run = run("demo");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "understudy: "
                + javaHome
                + "/bin/java is Java 11.0.2; Understudy needs 17 or newer (set JAVA_HOME)\n");
  }

  @Test
  void wrongJavaHomeIsTold() throws Exception {
    Files.delete(javaHome.resolve("bin/java"));

    assertThat(run("demo").err())
        .isEqualTo(
            "understudy: JAVA_HOME is "
                + javaHome
                + ", but there is no java in its bin; set it to a Java 17 or newer\n");
  }

  private void java(String version) throws IOException {
    write(javaHome.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(javaHome.resolve("bin/java"), "echo \"$@\"");
    script(javaHome.resolve("bin/javac"), "exit 0");
  }

  private static void script(Path file, String body) throws IOException {
    write(file, "#!/bin/sh\n" + body + "\n");
    file.toFile().setExecutable(true);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private int builds() throws IOException {
    return Files.readAllLines(builds).size();
  }

  private Run run(String... arguments) throws Exception {
    return finish(start(arguments));
  }

  private Process start(String... arguments) throws IOException {
    return command(root.resolve("understudy"), arguments).start();
  }

  private ProcessBuilder command(Path launcher, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", javaHome.toString());
    environment.remove("UNDERSTUDY_JAVA_OPTS");
    return builder;
  }

  private static Run finish(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), out, err);
  }

  private record Run(int status, String out, String err) {}
}
