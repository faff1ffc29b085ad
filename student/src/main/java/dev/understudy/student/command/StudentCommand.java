package dev.understudy.student.command;

import dev.understudy.student.model.Model;
import dev.understudy.student.serving.ServerSettings;
import dev.understudy.student.serving.StudentServer;
import dev.understudy.student.serving.batch.BatchSettings;
import dev.understudy.student.serving.shelf.ModelFolders;
import dev.understudy.student.serving.shelf.ModelLoader;
import dev.understudy.student.serving.shelf.Shelf;
import dev.understudy.student.serving.shelf.UnloadableModel;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.HostAndPort;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code understudy student}: serves trained students as an OpenAI-compatible endpoint. */
@Command(
    name = "student",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serves trained students as an OpenAI-compatible endpoint.",
      "Folders are watched: a new version of a student is loaded, warmed up and swapped in without"
          + " a restart. Of several versions of one name, the one trained last serves."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:stopped by a signal, in order",
      "1:a model cannot be loaded, or the address is taken",
      "2:the command line is wrong"
    })
public final class StudentCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(StudentCommand.class);

  private final ModelLoader loader;
  private final Machine machine;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "A folder of one trained student; may be repeated.")
  private List<Path> single = List.of();

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description =
          "A folder of such folders, which may come and go, as it may itself; may be repeated.")
  private List<Path> parents = List.of();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:9000",
      converter = Listen.class,
      description = "Where to listen; port 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private HostAndPort listen = HostAndPort.create("127.0.0.1", 9000);

  @Mixin private ServingOptions serving = new ServingOptions();

  /**
   * The command.
   *
   * @param loader makes models of folders
   * @param machine what models compute on
   */
  public StudentCommand(ModelLoader loader, Machine machine) {
    this.loader = loader;
    this.machine = machine;
  }

  /** Serves until told to stop. */
  @Override
  public Integer call() {
    if (single.isEmpty() && parents.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "expected --model DIR or --models DIR, found neither");
    }
    for (Path parent : parents) {
      if (Files.exists(parent) && !Files.isDirectory(parent)) {
        return failed(parent + " is no folder; choose another with --models");
      }
    }
    BatchSettings batches = batches();
    ServerSettings settings = serving.server(listen.host(), listen.port());
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Shelf shelf = new Shelf(batches, registry);
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    StudentServer server;
    try {
      server = StudentServer.listen(vertx, settings, shelf, registry).await();
    } catch (Exception e) {
      vertx.close().await();
      return failed(
          "cannot listen on %s: %s; choose another address with --listen"
              .formatted(address(listen.port()), e.getMessage()));
    }
    ModelFolders folders = new ModelFolders(single, parents, loader, shelf, registry);
    try {
      folders.loadAll();
    } catch (UnloadableModel unloadable) {
      stop(folders, server, vertx, Duration.ZERO).await();
      return failed(String.valueOf(unloadable.getMessage()));
    }
    folders.watch(serving.look());
    server.loaded();
    Duration deadline = serving.deadline();
    Foreground.serveUntilStopped(
        () -> announce(shelf, server),
        () -> stop(folders, server, vertx, deadline),
        deadline.plusSeconds(5));
    return 0;
  }

  private BatchSettings batches() {
    try {
      return serving.batches(machine);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void announce(Shelf shelf, StudentServer server) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "student: %s on http://%s/v1, computing on %s (Ctrl-C stops it)%n",
        names(shelf), address(server.port()), machine.device());
    out.flush();
    for (Path parent : parents) {
      if (!Files.isDirectory(parent)) {
        log.atWarn()
            .addKeyValue("folder", parent)
            .log("a folder of models is not there; they serve once it is");
      }
    }
  }

  private static String names(Shelf shelf) {
    List<String> names = shelf.identities().stream().map(StudentCommand::nameAndVersion).toList();
    return names.isEmpty() ? "no model yet" : String.join(", ", names);
  }

  private static String nameAndVersion(Model.Identity identity) {
    return identity.name() + " " + identity.version();
  }

  private String address(int port) {
    String host = listen.host();
    return (host.indexOf(':') < 0 || host.startsWith("[") ? host : "[" + host + "]") + ":" + port;
  }

  private static Future<Void> stop(
      ModelFolders folders, StudentServer server, Vertx vertx, Duration deadline) {
    folders.close();
    return server.stop(deadline).eventually(vertx::close);
  }

  private int failed(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(message);
    err.flush();
    return 1;
  }
}
