package dev.understudy.gateway.demo;

import dev.understudy.gateway.config.CommandLineSettings;
import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.gateway.practice.PracticeTeacher;
import dev.understudy.gateway.process.Foreground;
import dev.understudy.gateway.process.Logging;
import dev.understudy.rules.yaml.HostPort;
import dev.understudy.rules.yaml.Problem;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy demo}: the whole at work, with nothing to set up. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts a practice teacher and the gateway before it, makes a few calls, shows what was"
          + " captured, lets a student rehearse and be rolled back, and serves until Ctrl-C."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every call was answered and captured, and the student rolled back",
      "1:something failed, as the message says",
      "2:the command line is wrong"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final String ANSWERS = "answers.jsonl";
  private static final String STUDENT_ANSWERS = "student-answers.jsonl";
  private static final String RULES = "rules.yaml";
  private static final Duration LATENCY = Duration.ofMillis(30);
  private static final double TOKENS_PER_SECOND = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RunningGateway.Starter gateways;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--exit", description = "End after the calls instead of serving on.")
  private boolean exit;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The gateway's port (default: 8080, or a free one where that is taken).")
  private @Nullable Integer port;

  @Option(
      names = "--captures",
      paramLabel = "DIR",
      description = "The folder to capture into (default: a new temporary one).")
  private @Nullable Path captures;

  /** A demo of gateways started that way. */
  public DemoCommand(RunningGateway.Starter gateways) {
    this.gateways = gateways;
  }

  /** Shows it all; returns when asked to exit, else serves until told to stop. */
  @Override
  public Integer call() {
    Vertx vertx = Vertx.vertx();
    try {
      return show(vertx);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("interrupted");
    } catch (Exception e) {
      return failed(String.valueOf(e.getMessage()));
    } finally {
      vertx.close().await();
    }
  }

  private int show(Vertx vertx) throws Exception {
    PracticeTeacher teacher = startTeacher(vertx, ANSWERS);
    PracticeTeacher student = startTeacher(vertx, STUDENT_ANSWERS);
    Path folder = captures != null ? captures : Files.createTempDirectory("understudy-demo-");
    RunningGateway gateway = startGateway(teacher, folder);
    URI baseUrl = URI.create("http://127.0.0.1:" + gateway.port() + "/v1");
    PrintWriter out = spec.commandLine().getOut();
    out.printf("practice teacher  http://127.0.0.1:%d/v1%n", teacher.port());
    out.printf("gateway           %s%n", baseUrl);
    out.printf("metrics           http://127.0.0.1:%d/metrics%n", gateway.adminPort());
    out.printf("captures          %s%n%n", folder);
    out.flush();

    DemoCalls calls = calls();
    DemoCalls.Answered answered = calls.run(baseUrl);
    boolean drained = gateway.flush(PATIENCE);
    out.printf(
        "%d calls: %d answered, %d unknown to the teacher, %d failed%n%n",
        calls.count(), answered.answered(), answered.refused(), answered.failed());
    look("list", folder);
    out.println();
    look("stats", folder);
    String shortfall = shortfall(calls, answered, drained, gateway.accounting());
    if (shortfall == null) {
      shortfall = rehearse(gateway, student, folder, calls, baseUrl);
    }
    if (exit || shortfall != null) {
      stop(gateway, teacher, student).await();
      return shortfall == null ? 0 : failed(shortfall);
    }
    out.printf("%nThe gateway serves on until Ctrl-C. Call it:%n%n  %s%n%n", calls.curl(baseUrl));
    out.printf("and look again:%n%n  ./understudy captures list %s%n", folder);
    Foreground.serveUntilStopped(
        out::flush, () -> stop(gateway, teacher, student), Duration.ofSeconds(60).plus(PATIENCE));
    return 0;
  }

  /** What went otherwise than it should, or null. */
  private @Nullable String rehearse(
      RunningGateway gateway, PracticeTeacher student, Path folder, DemoCalls calls, URI baseUrl)
      throws IOException, InterruptedException {
    try {
      new DemoRehearsal(gateway, spec.commandLine().getOut())
          .show(student, folder.resolve(RULES), calls, baseUrl);
      return null;
    } catch (IllegalStateException otherwise) {
      return otherwise.getMessage();
    }
  }

  private static Future<Void> stop(
      RunningGateway gateway, PracticeTeacher teacher, PracticeTeacher student) {
    gateway.stop();
    Duration deadline = Duration.ofSeconds(5);
    return Future.join(teacher.stop(deadline), student.stop(deadline)).mapEmpty();
  }

  private static PracticeTeacher startTeacher(Vertx vertx, String file) throws IOException {
    try (BufferedReader answers = answers(file)) {
      return PracticeTeacher.start(
              vertx, file, answers, LATENCY, TOKENS_PER_SECOND, new HostPort("127.0.0.1", 0))
          .await();
    }
  }

  private RunningGateway startGateway(PracticeTeacher teacher, Path folder) throws Exception {
    GatewayConfig config = config(teacher, folder, port == null ? 8080 : port);
    Logging.apply(config.log());
    try {
      return gateways.start(config);
    } catch (Exception taken) {
      if (port != null) {
        throw taken;
      }
      return gateways.start(config(teacher, folder, 0)); // whatever else is wrong shows again
    }
  }

  /** The settings, by way of a file that stays beside the captures to be played with. */
  private static GatewayConfig config(PracticeTeacher teacher, Path folder, int port)
      throws IOException {
    String yaml =
        """
        listen: 127.0.0.1:%d
        admin: 127.0.0.1:0
        teacher: http://127.0.0.1:%d/v1
        rules: %s
        instance: demo
        capture:
          segment: {age: 2s}
        log: {level: warn}
        """
            .formatted(port, teacher.port(), RULES);
    Path file = Files.createDirectories(folder).resolve("gateway.yaml");
    Files.writeString(file, yaml);
    Files.writeString(folder.resolve(RULES), DemoRehearsal.rulesBefore());
    CommandLineSettings flags =
        new CommandLineSettings(
            file.toString(), null, null, null, null, folder.toAbsolutePath().toString());
    return GatewayConfig.load(flags, Map.of(), Path.of(""))
        .fold(config -> config, DemoCommand::refuse);
  }

  private static GatewayConfig refuse(List<Problem> problems) {
    throw new IllegalStateException(
        problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
  }

  private static DemoCalls calls() throws IOException {
    try (BufferedReader answers = answers(ANSWERS)) {
      return DemoCalls.of(answers);
    }
  }

  private static BufferedReader answers(String file) {
    return new BufferedReader(
        new InputStreamReader(
            Objects.requireNonNull(DemoCommand.class.getResourceAsStream(file), file),
            StandardCharsets.UTF_8));
  }

  private void look(String how, Path folder) {
    spec.commandLine().getOut().flush();
    new CommandLine(new CapturesCommand())
        .setOut(spec.commandLine().getOut())
        .setErr(spec.commandLine().getErr())
        .execute(how, folder.toString());
  }

  /** What is missing for the demo to have worked, or null. */
  private static @Nullable String shortfall(
      DemoCalls calls, DemoCalls.Answered answered, boolean drained, Accounting accounting) {
    if (answered.failed() > 0 || answered.refused() != 1) {
      return "expected every call but one to be answered, found " + answered;
    }
    if (!drained || accounting.stored() < calls.count()) {
      return "expected %d exchanges in the store, found %s".formatted(calls.count(), accounting);
    }
    return null;
  }

  private int failed(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("demo: " + message);
    err.flush();
    return 1;
  }
}
