package dev.understudy.gateway;

import dev.understudy.gateway.config.CommandLineSettings;
import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.gateway.process.Foreground;
import dev.understudy.gateway.process.HangUp;
import dev.understudy.gateway.process.Logging;
import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy gateway}: serves in the foreground until it is told to stop. */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Forwards LLM traffic to the teacher and records every exchange.",
      "Settings come from the command line, then the file given by --config, then the environment"
          + " variable TEACHER_URL, then defaults."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:stopped by a signal, in order",
      "1:a setting is wrong, a port is taken or a folder cannot be written",
      "2:the command line is wrong"
    })
final class GatewayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--teacher",
      paramLabel = "URL",
      description = "The large model's base URL, such as https://api.openai.com/v1.")
  private @Nullable String teacher;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where applications connect (default: 127.0.0.1:8080).")
  private @Nullable String listen;

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      description = "Where health and metrics answer (default: 127.0.0.1:8081).")
  private @Nullable String admin;

  @Option(
      names = "--captures",
      paramLabel = "PLACE",
      description =
          "Where captures go: a folder, s3://BUCKET/PREFIX or firehose://NAME (default: ./captures).")
  private @Nullable String captures;

  @Option(names = "--rules", paramLabel = "FILE", description = "A file of rules.")
  private @Nullable String rules;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A YAML file of all settings; flags go before it.")
  private @Nullable String config;

  @Option(
      names = "--print-config",
      description = "Print the effective settings as YAML, secrets masked, and end.")
  private boolean printConfig;

  /** Serves until told to stop. */
  @Override
  public Integer call() {
    Parsed<GatewayConfig> settings =
        GatewayConfig.load(
            new CommandLineSettings(config, listen, admin, teacher, rules, captures),
            System.getenv(),
            Path.of(""));
    return settings.fold(this::run, this::failed);
  }

  private int run(GatewayConfig settings) {
    PrintWriter out = spec.commandLine().getOut();
    if (printConfig) {
      out.print(settings.toYaml());
      out.flush();
      return 0;
    }
    Logging.apply(settings.log());
    Gateway gateway;
    try {
      gateway = Gateway.start(settings);
    } catch (StartFailure failure) {
      return failed(String.valueOf(failure.getMessage()));
    }
    Duration longest =
        settings.shutdown().delay().plus(settings.shutdown().deadline()).plusSeconds(60);
    HangUp.does(gateway::reloadRules);
    Foreground.serveUntilStopped(gateway::announce, () -> stopped(gateway), longest);
    return 0;
  }

  /** Stops on the thread of the signal; the future is done when it returns. */
  private static Future<Void> stopped(Gateway gateway) {
    Promise<Void> promise = Promise.promise();
    gateway.stop();
    promise.complete();
    return promise.future();
  }

  private int failed(List<Problem> problems) {
    return failed(String.join("\n", problems.stream().map(Problem::toString).toList()));
  }

  private int failed(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(message);
    err.flush();
    return 1;
  }
}
