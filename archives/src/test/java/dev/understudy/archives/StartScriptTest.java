package dev.understudy.archives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts programs, with a Java that only tells how it was called. */
class StartScriptTest {
  @TempDir private Path folder;
  private Path home;
  private Path javaHome;
  private Path script;

  @BeforeEach
  void unpack() throws Exception {
    home = folder.toRealPath().resolve("a folder with blanks");
    javaHome = folder.resolve("java");
    script = home.resolve("bin/understudy-student");
    write(home.resolve("understudy-student.jar"), "jar");
    write(script, Files.readString(Path.of("start")));
    executable(script);
    write(javaHome.resolve("bin/java"), "#!/bin/sh\necho \"$$ $OMP_WAIT_POLICY $@\"\n");
    executable(javaHome.resolve("bin/java"));
  }

  @Test
  void becomesJavaSoThatSignalsReachIt() throws Exception {
    Process process = start(script, Map.of("JAVA_HOME", javaHome.toString()));
    long pid = process.pid();

    Program.Run run = Program.finished(process);

    assertThat(run)
        .isEqualTo(
            new Program.Run(
                0,
                pid
                    + " PASSIVE -XX:+ExitOnOutOfMemoryError -XX:-UsePerfData -Xmx1g -Xss1m -jar "
                    + home.resolve("understudy-student.jar")
                    + " student --models=a b\n",
                ""));
  }

  @Test
  void isFoundThroughLinksAndTakesTheJavaOnThePath() throws Exception {
    Path link = folder.resolve("understudy-student");
    Files.createSymbolicLink(link, Path.of("a folder with blanks/bin/../bin/understudy-student"));

    Program.Run run =
        Program.finished(
            start(link, Map.of("PATH", javaHome.resolve("bin") + ":" + System.getenv("PATH"))));

    assertThat(run.out()).contains(" -jar " + home.resolve("understudy-student.jar") + " student ");
  }

  @Test
  void wrongJavaHomeIsTold() throws Exception {
    Program.Run run = Program.finished(start(script, Map.of("JAVA_HOME", "/nowhere")));

    assertThat(run)
        .isEqualTo(
            new Program.Run(
                1,
                "",
                "understudy-student: JAVA_HOME is /nowhere, but there is no java in its bin; set it"
                    + " to a Java 17 or newer\n"));
  }

  @Test
  void missingJavaIsTold() throws Exception {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : List.of("dirname", "basename", "readlink")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
    }

    Program.Run run = Program.finished(start(script, Map.of("PATH", tools.toString())));

    assertThat(run)
        .isEqualTo(
            new Program.Run(
                1,
                "",
                "understudy-student: found no Java; install a Java 17 or newer, or set JAVA_HOME to"
                    + " one\n"));
  }

  @Test
  void missingJarIsTold() throws Exception {
    Files.delete(home.resolve("understudy-student.jar"));

    Program.Run run = Program.finished(start(script, Map.of("JAVA_HOME", javaHome.toString())));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "understudy-student: there is no understudy-student.jar in "
                + home
                + "; unpack the archive whole, and leave this script its name\n");
  }

  private static Process start(Path script, Map<String, String> variables) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", script.toString(), "student", "--models=a b");
    Map<String, String> environment = builder.environment();
    environment.remove("JAVA_HOME");
    environment.remove("OMP_WAIT_POLICY");
    environment.put("UNDERSTUDY_JAVA_OPTS", "-Xmx1g -Xss1m");
    environment.putAll(variables);
    return builder.start();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private static void executable(Path file) {
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
