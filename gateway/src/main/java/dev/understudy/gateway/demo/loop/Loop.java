package dev.understudy.gateway.demo.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.gateway.demo.client.Application;
import dev.understudy.gateway.demo.client.Operator;
import dev.understudy.gateway.practice.PracticeTeacher;
import dev.understudy.rules.yaml.HostPort;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The whole loop on a running gateway: calls are captured, a training set is built of them, a
 * student is trained, examined and served, rehearses on live traffic, and takes over a share of it
 * if somebody agrees. Closing it ends the student and the practice teacher.
 */
public final class Loop implements AutoCloseable {
  private static final String HERE = "127.0.0.1";
  private static final long SEED = 7;
  private static final int RECORDED_CALLS = 2_000;
  private static final int WARM_UP_CALLS = 2 * Traffic.GROUP;
  private static final int DARK_CALLS = 1_000;
  private static final int CANARY_CALLS = 2_000;
  private static final Duration LATENCY = Duration.ofMillis(30);
  private static final double TOKENS_PER_SECOND = 200;
  private static final Duration STOPPING = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final DeskFiles files;
  private final URI baseUrl;
  private final Operator operator;
  private final PrintWriter out;
  private final Program program;
  private @Nullable PracticeTeacher teacher;

  /**
   * A loop on a gateway.
   *
   * @param launcher the path by which {@code understudy} is started
   * @param folder the gateway's captures, with its file of rules {@code rules.yaml}
   * @param behind what the rules have besides
   * @param baseUrl the gateway's
   */
  public Loop(
      Vertx vertx,
      String launcher,
      Path folder,
      RulesPart behind,
      URI baseUrl,
      Operator operator,
      PrintWriter out) {
    this.vertx = vertx;
    this.files = new DeskFiles(folder, behind);
    this.baseUrl = baseUrl;
    this.operator = operator;
    this.out = out;
    this.program = new Program(launcher, out);
  }

  /**
   * Shows it all.
   *
   * @param consent whether the canary is to begin; asked once the student has rehearsed
   * @throws IllegalStateException where a step did not work, saying which
   */
  public void show(BooleanSupplier consent) throws IOException, InterruptedException {
    List<Message> messages = new Inbox(SEED).next(RECORDED_CALLS + DARK_CALLS + CANARY_CALLS);
    files.writeAnswers(messages);
    files.writeDescriptions();
    Traffic traffic =
        new Traffic(new Application(baseUrl, DeskFiles.NAME), Message.TEACHER, messages);
    int teacherPort = startTeacher();
    record(traffic, teacherPort);
    learn();
    int studentPort = serve(messages.subList(0, WARM_UP_CALLS));
    Stage stage = new Stage(traffic, operator, out);
    if (rehearse(stage, teacherPort, studentPort) && offer(teacherPort, studentPort, consent)) {
      canary(stage, teacherPort, studentPort);
    }
  }

  private int startTeacher() throws IOException {
    try (Reader answers = Files.newBufferedReader(files.answers())) {
      PracticeTeacher started =
          PracticeTeacher.start(
                  vertx,
                  files.answers().toString(),
                  answers,
                  LATENCY,
                  TOKENS_PER_SECOND,
                  new HostPort(HERE, 0))
              .await();
      teacher = started;
      return started.port();
    }
  }

  private void record(Traffic traffic, int teacherPort) throws IOException, InterruptedException {
    step("1. Traffic: an application asks the teacher to sort a support desk's mail.");
    operator.edit(files.rules(), files.rulesWithoutStudent(teacherPort));
    int answered = traffic.send(RECORDED_CALLS).getOrDefault("large", 0);
    operator.await("/captures", Loop::isAllStored, "all captures to be stored");
    say("%,d calls answered and captured in %s".formatted(answered, files.folder()));
    say("for example: " + traffic.example());
  }

  private static boolean isAllStored(JsonNode captures) {
    return captures.path("pending").asLong() + captures.path("spooled").asLong() == 0;
  }

  private void learn() throws IOException, InterruptedException {
    step("2. A training set of these captures, as " + files.dataset() + " describes it.");
    program.run("dataset", "build", files.dataset().toString());
    step("3. A student, as " + files.training() + " describes it.");
    program.run("train", files.training().toString());
    step("4. The student on the part of the set that no training has seen.");
    program.run(
        "evaluate", "--model", files.student().toString(), "--set", files.trainingSet().toString());
    out.println();
    say("'not yet' because nobody has said which answers are right, as feedback to the gateway");
    say("would. How often student and teacher agree is known all the same, and comes next, live.");
  }

  /** The first calls load and compile much of the student: live ones are not to wait for that. */
  private int serve(List<Message> first) throws IOException, InterruptedException {
    int port = freePort();
    step("5. The student serves, beside the gateway.");
    program.serve(
        URI.create("http://%s:%d/readyz".formatted(HERE, port)),
        "student",
        "--model",
        files.student().toString(),
        "--listen",
        HERE + ":" + port);
    URI url = URI.create("http://%s:%d/v1".formatted(HERE, port));
    new Traffic(new Application(url, DeskFiles.NAME), DeskFiles.NAME, first).send(first.size());
    say("It answers at %s, asked directly.".formatted(url));
    return port;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Whether the student may have traffic. */
  private boolean rehearse(Stage stage, int teacherPort, int studentPort)
      throws IOException, InterruptedException {
    step("6. A dark launch: the student rehearses on all calls, and no client sees its answers.");
    operator.edit(files.rules(), files.rulesWithDarkLaunch(teacherPort, studentPort));
    say(files.rules() + " now has:");
    say("");
    say("    student: small");
    say("    launch:");
    say("      dark: {share: 100%}");
    say("    gate: " + DeskFiles.GATE);
    say("");
    say("Odds are what a gambler made of 1 by betting that the student is within the limits, or");
    say("beyond one. 'between' holds the true rate, however often one looks (docs/evidence.md).");
    Standing standing = stage.play(DARK_CALLS, Traffic.GROUP, seen -> !seen.isOpen());
    stage.showExamples();
    out.println();
    if (!standing.isGoodEnough()) {
      say("The student is not shown to be within the limits, so it gets no traffic.");
      return false;
    }
    say("Shown: the student is within the gate's limits.");
    return true;
  }

  private boolean offer(int teacherPort, int studentPort, BooleanSupplier consent)
      throws IOException {
    Files.writeString(files.canaryRules(), files.rulesWithCanary(teacherPort, studentPort));
    step("7. A canary: the student may serve some users. That is one line more in the rules:");
    say("");
    say("    launch:");
    say(DeskFiles.canaryLine());
    say("");
    say("What that moves, and the edit:");
    say("");
    String rules = files.rules().toString();
    String edited = files.canaryRules().toString();
    String captures = files.folder().toString();
    say("  $ " + program.typed("rules", "preview", rules, edited, "--captures", captures));
    say("  $ cp " + edited + " " + rules);
    out.println();
    return consent.getAsBoolean();
  }

  private void canary(Stage stage, int teacherPort, int studentPort)
      throws IOException, InterruptedException {
    operator.edit(files.rules(), files.rulesWithCanary(teacherPort, studentPort));
    say(files.rules() + " is edited, and in force.");
    Standing standing =
        stage.play(
            CANARY_CALLS, 2 * Traffic.GROUP, seen -> !seen.share().equals(DeskFiles.FIRST_SHARE));
    out.println();
    if (standing.state().equals("rolled_back")) {
      say("Rolled back: " + standing.reason());
    } else if (standing.share().equals(DeskFiles.FIRST_SHARE)) {
      say("Neither confirmed nor rolled back after " + CANARY_CALLS + " calls.");
    } else {
      say("Confirmed: the share rose to " + standing.share() + ". " + standing.reason());
    }
  }

  private void step(String text) {
    out.printf("%n%s%n", text);
    out.flush();
  }

  private void say(String text) {
    out.println(text.isEmpty() ? "" : "  " + text);
    out.flush();
  }

  /** Ends what it started; blocks. */
  @Override
  public void close() {
    program.close();
    if (teacher != null) {
      teacher.stop(STOPPING).await();
    }
  }
}
