package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.gateway.demo.DemoCommand;
import dev.understudy.gateway.demo.Launched;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The demo's loop before a student that knows all answers, or some wrongly: training needs programs
 * that are not built here, so the launcher is a script that only serves.
 */
class LoopTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Path folder;
  private final Path launcher;

  LoopTest(@TempDir Path scratch) {
    this.folder = scratch.resolve("captures");
    this.launcher = scratch.resolve("understudy");
  }

  @Test
  void studentThatIsShownToBeGoodRehearsesGetsAShareAndIsConfirmed() throws Exception {
    launcherWhoseStudentKnows("cat");

    int status = run("--exit", "--canary", "--port", "0", "--captures", folder.toString());

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(out.toString())
        .containsSubsequence(
            "2,000 calls answered and captured in " + folder,
            "$ " + launcher + " dataset build " + folder + "/desk.yaml",
            "$ " + launcher + " train " + folder + "/students.yaml",
            "$ " + launcher + " evaluate --model " + folder + "/students/desk --set " + folder,
            "$ " + launcher + " student --model " + folder + "/students/desk --listen 127.0.0.1:",
            "  dark: {share: 100%}",
            "good enough",
            "$ cp " + folder + "/rules-canary.yaml " + folder + "/rules.yaml",
            "Confirmed: the share rose to 50%.");
    assertThat(folder.resolve("rules.yaml"))
        .content()
        .containsSubsequence("- name: desk", "canary: {share: 20%", "- name: demo");
    assertThat(folder.resolve("ledger/rollouts.json"))
        .as("of the student before, to be looked at")
        .content()
        .containsPattern("\"route\":\"demo\",[^{}]*\"state\":\"rolled_back\"");
  }

  @Test
  void studentThatIsShownToBeBadIsOfferedNoShare() throws Exception {
    launcherWhoseStudentKnows("sed -E 's/\\\\\"(billing|delivery)\\\\\"/\\\\\"fault\\\\\"/'");

    int status = run("--exit", "--canary", "--port", "0", "--captures", folder.toString());

    assertThat(status).isZero();
    assertThat(out.toString())
        .containsPattern("teacher \"(billing|delivery)\", student \"fault\":")
        .contains("  harmful\n")
        .contains("so it gets no traffic")
        .doesNotContain("rules-canary.yaml");
    assertThat(folder.resolve("rules.yaml"))
        .content()
        .containsPattern("name: desk(?s:.)*launch:\\R +dark: ");
  }

  @Test
  void commandThatFailsEndsTheDemoAndTellsWhereItsCapturesAre() throws Exception {
    script("echo 'found no Java'; exit 1");

    int status = run("--exit", "--loop", "--port", "0", "--captures", folder.toString());

    assertThat(status).isEqualTo(1);
    assertThat(out.toString()).endsWith("    found no Java\n");
    assertThat(err.toString())
        .isEqualTo(
            """
            demo: '%s dataset build %s/desk.yaml' ended with status 1; what it says stands above
            what was captured is in %s; --no-loop leaves this half of the demo out
            """
                .formatted(launcher, folder, folder));
  }

  @Test
  void loopWithoutTheLauncherIsRefusedBeforeAnythingStarts() {
    int status =
        new CommandLine(demo(new Launched(null, false)))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute("--exit", "--loop");

    assertThat(status).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .isEqualTo(
            "demo: the loop needs the launcher 'understudy', which builds and starts the other"
                + " programs: start the demo by it, or leave the loop out with --no-loop\n");
  }

  private int run(String... arguments) {
    return new CommandLine(demo(new Launched(launcher.toString(), false)))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private static DemoCommand demo(Launched launched) {
    return new DemoCommand(config -> new DemoGateway(Gateway.start(config)), launched);
  }

  /** A student that answers as recorded for its teacher, but for what a command makes of that. */
  private void launcherWhoseStudentKnows(String edit) throws IOException {
    Path known = launcher.resolveSibling("known.jsonl");
    script(
        """
        case $1 in student)
          %s < '%s/desk-answers.jsonl' > '%s'
          exec '%s/bin/java' -cp '%s' dev.understudy.gateway.Main teacher \\
            --answers '%s' --listen "$5" ;;
        esac
        """
            .formatted(
                edit,
                folder,
                known,
                System.getProperty("java.home"),
                System.getProperty("java.class.path"),
                known));
  }

  private void script(String body) throws IOException {
    Files.writeString(launcher, "#!/bin/sh\n" + body);
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }
}
