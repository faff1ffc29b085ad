package dev.understudy.gateway.demo;

import dev.understudy.gateway.process.Foreground;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Scanner;
import java.util.concurrent.Callable;
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
          + " captured, and lets a student rehearse and be rolled back.",
      "Then the whole loop: of captured calls it makes a training set, trains a student, serves it"
          + " and lets it rehearse, and offers to give it a share of the users. All files stay in"
          + " one folder, and every command is shown. Serves until Ctrl-C."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every call was answered and captured, the bad student rolled back, and every command of"
          + " the loop worked",
      "1:something failed, as the message says",
      "2:the command line is wrong"
    })
public final class DemoCommand implements Callable<Integer> {
  private final RunningGateway.Starter gateways;
  private final Launched launched;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--exit",
      description = "End instead of serving on; without the loop, unless --loop or --canary.")
  private boolean exit;

  @Option(
      names = "--loop",
      negatable = true,
      description =
          "Whether to go on to the whole loop, which takes about two minutes, and longer the first"
              + " time, as it builds the programs it needs (default: yes, but not with --exit).")
  private @Nullable Boolean loop;

  @Option(
      names = "--canary",
      description = "Begin the canary without being asked; the loop comes with it.")
  private boolean canary;

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

  /**
   * A demo.
   *
   * @param gateways starts its gateway
   * @param launched how it was started itself
   */
  public DemoCommand(RunningGateway.Starter gateways, Launched launched) {
    this.gateways = gateways;
    this.launched = launched;
  }

  /** Shows it all; returns when asked to exit, else serves until told to stop. */
  @Override
  public Integer call() {
    Vertx vertx = Vertx.vertx();
    try {
      if (isLoopWanted() && launched.launcher() == null) {
        return failed(
            "the loop needs the launcher 'understudy', which builds and starts the other programs:"
                + " start the demo by it, or leave the loop out with --no-loop");
      }
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
    Path folder = captures != null ? captures : Files.createTempDirectory("understudy-demo-");
    CommandLine line = spec.commandLine();
    Demo demo = new Demo(vertx, gateways, port, folder, line.getOut(), line.getErr());
    try {
      demo.introduce();
      demo.showCaptures();
      demo.showRollBack();
    } catch (RuntimeException otherwise) {
      demo.stop().await();
      return failed(String.valueOf(otherwise.getMessage()));
    }
    try {
      if (launched.launcher() != null && isLoopWanted()) {
        demo.showLoop(launched.launcher(), this::isCanaryWanted);
      }
    } catch (RuntimeException | IOException otherwise) {
      demo.stop().await();
      return failed(
          "%s%nwhat was captured is in %s; --no-loop leaves this half of the demo out"
              .formatted(otherwise.getMessage(), folder));
    }
    if (exit) {
      demo.stop().await();
      return 0;
    }
    demo.tellHowToGoOn();
    Foreground.serveUntilStopped(
        line.getOut()::flush, demo::stop, Duration.ofSeconds(60).plus(Demo.PATIENCE));
    return 0;
  }

  private boolean isLoopWanted() {
    return loop != null ? loop : canary || !exit;
  }

  /** Asks, where there is somebody to ask. */
  private boolean isCanaryWanted() {
    if (canary || exit || !launched.fromTerminal()) {
      return canary;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print("  Shall the demo make this edit? [y/N] ");
    out.flush();
    Scanner person = new Scanner(System.in, Charset.defaultCharset());
    String answer = person.hasNextLine() ? person.nextLine() : "";
    return answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }

  private int failed(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("demo: " + message);
    err.flush();
    return 1;
  }
}
