package dev.understudy.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.Eventually;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything is rehearsed by a student that takes all it is asked and never answers. */
class SilentStudentTest {
  private static final int REQUESTS = 20_000;
  private static final int AT_A_TIME = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern USED = Pattern.compile("generation +total \\d+K, used (\\d+)K");

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Crowd crowd = new Crowd(vertx);
  private final Model teacher = Model.that(vertx, Model.right("large"));
  private final Model student = Model.that(vertx, Model.hanging());
  private Replica gateway;

  @BeforeEach
  void start() throws Exception {
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(
        rules,
        """
        version: 1
        upstreams:
          silent: {url: "%s", timeouts: {first_byte: 2s}}
        routes:
          - name: moderation
            teacher: teacher
            student: silent
            launch: {dark: {share: 100%%, budget: {concurrency: %d}}}
        """
            .formatted(student.url(), AT_A_TIME));
    gateway = Replica.start(folder, "gateway", teacher.url(), rules, "");
  }

  @AfterEach
  void stop() {
    gateway.close();
    vertx.close().await();
  }

  @Test
  void memoryStaysBoundedAndEveryRehearsalIsAccountedFor() throws Exception {
    ask(2_000);
    long before = usedMegabytes();

    ask(REQUESTS - 2_000);

    assertThat(student.calls()).isLessThanOrEqualTo(2L * AT_A_TIME);
    Eventually.see(
        "the last rehearsals are given up",
        PATIENCE,
        () -> gateway.metric("understudy_student_calls_under_way"),
        underWay -> underWay == 0);
    Eventually.see(
        "their bodies are let go of",
        PATIENCE,
        () -> gateway.metric("understudy_tap_bytes"),
        bytes -> bytes < 100_000);
    double made = shadow("made");
    assertThat(shadow("expected")).isEqualTo(REQUESTS);
    assertThat(made + shadow("not_made")).isEqualTo(REQUESTS);
    assertThat(made).isEqualTo(shadow("failed"));
    assertThat((double) student.calls())
        .as("calls that the student heard of before they were given up")
        .isBetween(1.0, made);
    assertThat(usedMegabytes() - before).as("megabytes more than before").isLessThan(40);
  }

  private void ask(int count) throws Exception {
    List<Answer> answers =
        crowd.ask(
            count,
            turn ->
                new Crowd.Ask(
                    gateway.url(), Map.of(), new Question(crowd.nextNumber(), turn % 2 == 0)));
    assertThat(answers).allMatch(Answer::isGood);
  }

  private double shadow(String what) throws Exception {
    return gateway.metric("understudy_shadow_" + what + "_total");
  }

  /** Both generations of the gateway's heap after a full collection. */
  private long usedMegabytes() throws Exception {
    jcmd("GC.run");
    List<MatchResult> used = USED.matcher(jcmd("GC.heap_info")).results().toList();
    assertThat(used).hasSize(2);
    return used.stream().mapToLong(each -> Long.parseLong(each.group(1))).sum() / 1024;
  }

  private String jcmd(String command) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(gateway.process().pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
