package dev.understudy.gateway.demo;

import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.gateway.demo.client.Operator;
import dev.understudy.gateway.demo.loop.Loop;
import dev.understudy.gateway.practice.PracticeTeacher;
import dev.understudy.gateway.process.Logging;
import dev.understudy.rules.yaml.HostPort;
import dev.understudy.sink.capture.Accounting;
import dev.understudy.sink.inspect.CapturesCommand;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * What runs while the demo runs, and what it shows. What goes otherwise than it should is an {@link
 * IllegalStateException} that says so.
 */
final class Demo {
  /** For captures to be stored; a busy machine takes its time over the first Parquet file. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String ANSWERS = "answers.jsonl";
  private static final String STUDENT_ANSWERS = "student-answers.jsonl";
  private static final Duration LATENCY = Duration.ofMillis(30);
  private static final double TOKENS_PER_SECOND = 200;
  private static final Duration STOPPING = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final PrintWriter out;
  private final PrintWriter err;
  private final DemoSettings settings;
  private final PracticeTeacher teacher;
  private final PracticeTeacher student;
  private final RunningGateway gateway;
  private final DemoCalls calls;
  private @Nullable Loop loop;

  /**
   * Starts teacher, student and gateway.
   *
   * @param port the gateway's, or null for 8080 or a free one
   * @param folder of the captures
   * @throws Exception with a message that says what is wrong and what to do
   */
  Demo(
      Vertx vertx,
      RunningGateway.Starter gateways,
      @Nullable Integer port,
      Path folder,
      PrintWriter out,
      PrintWriter err)
      throws Exception {
    this.vertx = vertx;
    this.out = out;
    this.err = err;
    this.settings = new DemoSettings(folder);
    this.teacher = startTeacher(vertx, ANSWERS);
    this.student = startTeacher(vertx, STUDENT_ANSWERS);
    this.gateway = startGateway(gateways, port);
    try (BufferedReader answers = answers(ANSWERS)) {
      this.calls = DemoCalls.of(answers);
    }
  }

  private static PracticeTeacher startTeacher(Vertx vertx, String file) throws IOException {
    try (BufferedReader answers = answers(file)) {
      return PracticeTeacher.start(
              vertx, file, answers, LATENCY, TOKENS_PER_SECOND, new HostPort("127.0.0.1", 0))
          .await();
    }
  }

  private static BufferedReader answers(String file) {
    return new BufferedReader(
        new InputStreamReader(
            Objects.requireNonNull(Demo.class.getResourceAsStream(file), file),
            StandardCharsets.UTF_8));
  }

  private RunningGateway startGateway(RunningGateway.Starter gateways, @Nullable Integer port)
      throws Exception {
    GatewayConfig config = settings.write(port == null ? 8080 : port, teacher.port());
    Logging.apply(config.log());
    try {
      return gateways.start(config);
    } catch (Exception taken) {
      if (port != null) {
        throw taken;
      }
      return gateways.start(
          settings.write(0, teacher.port())); // whatever else is wrong shows again
    }
  }

  private URI baseUrl() {
    return URI.create("http://127.0.0.1:" + gateway.port() + "/v1");
  }

  private Operator operator() {
    return new Operator(gateway.adminPort());
  }

  /** Tells what runs where. */
  void introduce() {
    out.printf("practice teacher  http://127.0.0.1:%d/v1%n", teacher.port());
    out.printf("gateway           %s%n", baseUrl());
    out.printf("console           http://127.0.0.1:%d/console%n", gateway.adminPort());
    out.printf("metrics           http://127.0.0.1:%d/metrics%n", gateway.adminPort());
    out.printf("captures          %s%n%n", settings.folder());
    out.flush();
  }

  /** Makes a few calls and shows what was captured of them. */
  void showCaptures() throws InterruptedException {
    DemoCalls.Answered answered = calls.run(baseUrl());
    boolean drained = gateway.flush(PATIENCE);
    out.printf(
        "%d calls: %d answered, %d unknown to the teacher, %d failed%n%n",
        calls.count(), answered.answered(), answered.refused(), answered.failed());
    look("list");
    out.println();
    look("stats");
    if (answered.failed() > 0 || answered.refused() != 1) {
      throw new IllegalStateException(
          "expected every call but one to be answered, found " + answered);
    }
    Accounting accounting = gateway.accounting();
    if (!drained || accounting.stored() < calls.count()) {
      throw new IllegalStateException(
          "expected %d exchanges in the store, found %s".formatted(calls.count(), accounting));
    }
  }

  private void look(String how) {
    out.flush();
    new CommandLine(new CapturesCommand())
        .setOut(out)
        .setErr(err)
        .execute(how, settings.folder().toString());
  }

  /** Lets a student that answers otherwise rehearse and be rolled back. */
  void showRollBack() throws IOException, InterruptedException {
    new DemoRehearsal(operator(), out).show(student, settings.rules(), calls, baseUrl());
  }

  /**
   * Shows the whole loop, with a student that is trained meanwhile.
   *
   * @param launcher the path by which {@code understudy} is started
   * @param consent whether the student may have a share of the users
   */
  void showLoop(String launcher, BooleanSupplier consent) throws IOException, InterruptedException {
    loop =
        new Loop(
            vertx,
            launcher,
            settings.folder(),
            DemoRehearsal.part(student), // so that its roll-back stays to be looked at
            baseUrl(),
            operator(),
            out);
    loop.show(consent);
  }

  /** Tells what to try while the gateway serves on. */
  void tellHowToGoOn() {
    out.printf("%nThe gateway serves on until Ctrl-C. Call it:%n%n  %s%n%n", calls.curl(baseUrl()));
    out.printf("look again:%n%n  ./understudy captures list %s%n%n", settings.folder());
    out.printf("and see it all in a browser: http://127.0.0.1:%d/console%n", gateway.adminPort());
  }

  /** Ends all that runs. */
  Future<Void> stop() {
    if (loop != null) {
      loop.close();
    }
    gateway.stop();
    return Future.join(teacher.stop(STOPPING), student.stop(STOPPING)).mapEmpty();
  }
}
