package dev.understudy.deploy.rollout;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules are edited, well and badly, while clients ask; each edit moves all or nothing. */
class RulesEditTest {
  private static final int LOAD = 300;
  private static final Duration SOON = Duration.ofSeconds(2);

  /** A machine that does other things too may stand still meanwhile, but not at each edit. */
  private static final Duration AT_LAST = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Crowd crowd = new Crowd(vertx);
  private final Model teacher = Model.that(vertx, Model.right("large"));
  private final Model student = Model.that(vertx, Model.right("small"));
  private final AtomicBoolean asking = new AtomicBoolean(true);
  private final AtomicInteger asked = new AtomicInteger();
  private Path mounted = Path.of("");
  private Replica gateway;
  private Future<List<Answer>> load = Future.succeededFuture(List.of());
  private Duration quickest = AT_LAST;

  /**
   * A folder as Kubernetes mounts a ConfigMap: rules.yaml leads to ..data, and that to a version.
   */
  @BeforeEach
  void mountRulesAndBegin() throws Exception {
    mounted = Files.createDirectories(folder.resolve("mounted"));
    swap("..2026_01_31_1", rules("0%"));
    Path rules =
        Files.createSymbolicLink(mounted.resolve("rules.yaml"), Path.of("..data/rules.yaml"));
    gateway = Replica.start(folder, "gateway", teacher.url(), rules, "");
    load =
        crowd.askWhile(
            asking::get,
            number -> {
              asked.incrementAndGet();
              return ask(number);
            });
  }

  private Crowd.Ask ask(int number) {
    return new Crowd.Ask(
        gateway.url(), Map.of("x-user-id", "user-" + number), new Question(number, false));
  }

  @AfterEach
  void stop() {
    asking.set(false);
    gateway.close();
    vertx.close().await();
  }

  @Test
  void editsUnderLoadFailNoRequestAndHoldSoonOrNotAtAll() throws Exception {
    awaitLoad();
    aSwapOfTheMountedFolderHoldsSoon();
    awaitLoad();
    aBrokenEditChangesNothingAndShows();
    awaitLoad();
    theNextGoodEditHoldsAgain();
    awaitLoad();
    anEditThatLooksUnchangedHoldsAtOnceWithAHangUp();
    awaitLoad();

    asking.set(false);
    List<Answer> answers = load.await(60, TimeUnit.SECONDS);
    assertThat(answers).hasSizeGreaterThan(4 * LOAD).allMatch(Answer::isGood);
    assertThat(quickest).isLessThan(SOON);
  }

  /** Waits for further requests of the load, so that it goes on before and after each edit. */
  private void awaitLoad() throws Exception {
    int before = asked.get();
    Eventually.see("load", Duration.ofMinutes(1), asked::get, now -> now > before + LOAD);
  }

  private void aSwapOfTheMountedFolderHoldsSoon() throws Exception {
    assertThat(student.calls()).isZero();

    swap("..2026_01_31_2", rules("100%"));

    soon("the student is asked", () -> student.calls() > 0);
    Eventually.see("nobody else is asked", AT_LAST, this::onlyTheStudentIsAsked, only -> only);
  }

  private void aBrokenEditChangesNothingAndShows() throws Exception {
    swap("..2026_01_31_3", rules("0%").replace("share", "sahre"));

    soon("the refusal on the metrics", () -> gateway.metric("understudy_rules_refused") == 1);
    assertThat(gateway.page("/rules")).contains("rules.yaml:9:").contains("sahre");
    assertThat(onlyTheStudentIsAsked()).isTrue();
  }

  private void theNextGoodEditHoldsAgain() throws Exception {
    swap("..2026_01_31_4", rules("0%"));

    soon("the teacher alone is asked", this::onlyTheTeacherIsAsked);
    assertThat(gateway.metric("understudy_rules_refused")).isZero();
  }

  /** Written over in place, as long as before and with the time it had. */
  private void anEditThatLooksUnchangedHoldsAtOnceWithAHangUp() throws Exception {
    Path file = mounted.resolve("rules.yaml").toRealPath();
    FileTime time = Files.getLastModifiedTime(file);
    String longer = rules("100%");
    Files.writeString(file, rules("0%") + " ".repeat(longer.length() - rules("0%").length()));
    Files.setLastModifiedTime(file, time);
    gateway.process().hangUp();

    Files.writeString(file, longer);
    Files.setLastModifiedTime(file, time);
    gateway.process().hangUp();

    Eventually.see(
        "the student alone is asked", AT_LAST, this::onlyTheStudentIsAsked, only -> only);
  }

  private boolean onlyTheStudentIsAsked() throws Exception {
    return crowd.ask(200, this::ask).stream().allMatch(a -> a.upstream().equals("small"));
  }

  private boolean onlyTheTeacherIsAsked() throws Exception {
    return crowd.ask(200, this::ask).stream().allMatch(a -> a.upstream().equals("teacher"));
  }

  /** What an edit brings about without a hang-up; the quickest of them must have been quick. */
  private void soon(String what, Callable<Boolean> condition) throws Exception {
    long begun = System.nanoTime();
    Eventually.see(what, AT_LAST, condition, holds -> holds);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    quickest = took.compareTo(quickest) < 0 ? took : quickest;
  }

  /** Puts another version into the mounted folder, in one step, as Kubernetes does. */
  private void swap(String version, String rules) throws Exception {
    Path made = Files.createDirectories(mounted.resolve(version));
    Files.writeString(made.resolve("rules.yaml"), rules);
    Path link = Files.createSymbolicLink(mounted.resolve("..data_tmp"), Path.of(version));
    Files.move(link, mounted.resolve("..data"), ATOMIC_MOVE, REPLACE_EXISTING);
  }

  private String rules(String share) {
    return """
        version: 1
        upstreams:
          small: {url: "%s"}
        routes:
          - name: moderation
            teacher: teacher
            student: small
            sticky: header:x-user-id
            launch: {canary: {share: %s}}
        """
        .formatted(student.url(), share);
  }
}
