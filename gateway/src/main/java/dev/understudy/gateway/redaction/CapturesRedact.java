package dev.understudy.gateway.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.gateway.config.CommandLineSettings;
import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.gateway.secret.Secret;
import dev.understudy.rules.Redaction;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.Problem;
import dev.understudy.rules.yaml.RulesFile;
import dev.understudy.sink.inspect.CapturedExchanges;
import dev.understudy.sink.inspect.Scope;
import dev.understudy.sink.inspect.UnreadableCaptures;
import dev.understudy.sink.redaction.PseudonymKey;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.place.StorePlace;
import dev.understudy.sink.store.place.StorePlaceReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy captures redact}: what rules would have taken out of what is stored. */
@Command(
    name = "redact",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Tells what rules would have taken out of the exchanges that are stored, by route and kind.",
      "Without --rules and --config it tells of everything that can be found. What is taken out is"
          + " never shown. Nothing is changed: what is stored is not redacted any more; to delete"
          + " what somebody said, see 'captures erase'."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:told", "1:rules or captures cannot be read", "2:the command line is wrong"})
public final class CapturesRedact implements Callable<Integer> {
  private static final URI SOME_TEACHER = URI.create("http://teacher.invalid");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "PLACE",
      converter = StorePlaceReader.class,
      description = "Where a gateway's captures are stored: a folder, or s3://bucket/prefix.")
  private StorePlace place = StorePlace.parse("captures");

  @Option(names = "--dry-run", description = "Only tell; needed, as nothing else can be done.")
  private boolean dryRun;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "A file of rules; routes that say nothing are not redacted.")
  private @Nullable Path rules;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A gateway's settings: its rules, and capture.redact where they say nothing.")
  private @Nullable Path config;

  @Option(
      names = "--examples",
      paramLabel = "N",
      description = "Show so many places of each kind, as they would be left (default: 3).")
  private int examples = 3;

  @Option(names = "--json", description = "Print JSON for scripts.")
  private boolean json;

  /** Runs the command; answers the status to exit with. */
  @Override
  public Integer call() {
    if (!dryRun) {
      throw new ParameterException(
          spec.commandLine(),
          "expected --dry-run: captures are redacted before they are stored, not after");
    }
    if (rules != null && config != null) {
      throw new ParameterException(spec.commandLine(), "expected --rules or --config, found both");
    }
    PrintWriter err = spec.commandLine().getErr();
    try {
      RedactionTrial trial = trial();
      run(trial);
      print(trial);
      return 0;
    } catch (IllegalStateException | IOException | UnreadableCaptures e) {
      err.println(e.getMessage());
      return 1;
    } finally {
      spec.commandLine().getOut().flush();
      err.flush();
    }
  }

  private RedactionTrial trial() {
    if (config != null) {
      GatewayConfig settings =
          GatewayConfig.load(
                  new CommandLineSettings(config.toString(), null, null, null, null, null),
                  System.getenv(),
                  Path.of(""))
              .orThrow();
      Secret key = settings.capture().pseudonyms();
      return trial(
          settings.readRules().orThrow(),
          settings.capture().redact(),
          key == null ? null : PseudonymKey.of(key.secret().getBytes(UTF_8)));
    }
    if (rules != null) {
      Parsed<Rules> read = RulesFile.read(rules.toString(), rules, SOME_TEACHER);
      return trial(
          read.fold(
              good -> good,
              problems -> {
                throw new IllegalStateException(lines(problems));
              }),
          Redaction.NONE,
          null);
    }
    return new RedactionTrial(route -> Redaction.ALL, null, examples);
  }

  private static String lines(List<Problem> problems) {
    return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }

  private RedactionTrial trial(Rules rules, Redaction usual, @Nullable PseudonymKey pseudonyms) {
    Map<String, Redaction> byRoute = new HashMap<>();
    for (Route route : rules.routes()) {
      Redaction own = route.recording().redact();
      byRoute.put(route.name(), own == null ? usual : own);
    }
    return new RedactionTrial(route -> byRoute.getOrDefault(route, usual), pseudonyms, examples);
  }

  private void run(RedactionTrial trial) throws IOException, UnreadableCaptures {
    PrintWriter err = spec.commandLine().getErr();
    try (Store store = place.openForReading();
        CapturedExchanges captures = CapturedExchanges.open(store, Scope.all(), err::println)) {
      captures.query(
          "SELECT " + StoredExchange.COLUMNS + " FROM exchanges ORDER BY received_at",
          List.of(),
          row -> trial.add(new StoredExchange(row)));
      captures.leftOut().forEach(line -> err.println("left out: " + line));
    }
  }

  private void print(RedactionTrial trial) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(trial));
      return;
    }
    trial.routes().forEach((name, route) -> print(name, route, out));
    trial
        .examples()
        .forEach(
            (kind, places) ->
                places.forEach(
                    each ->
                        out.printf("%n%s in %s%n  %s%n", kind, each.requestId(), each.around())));
  }

  private static void print(String name, RedactionTrial.OfRoute route, PrintWriter out) {
    out.printf(
        "%s: %,d of %,d exchanges would be changed%s%n",
        name,
        route.touched,
        route.exchanges,
        route.unredactable == 0
            ? ""
            : ", %,d could not be searched and would be dropped".formatted(route.unredactable));
    route.hits.forEach((kind, count) -> out.printf("  %-14s %,10d%n", kind, count));
  }

  private static ObjectNode json(RedactionTrial trial) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    trial
        .routes()
        .forEach(
            (name, route) -> {
              ObjectNode each = all.putObject(name);
              each.put("exchanges", route.exchanges);
              each.put("changed", route.touched);
              each.put("unredactable", route.unredactable);
              ObjectNode hits = each.putObject("hits");
              route.hits.forEach(hits::put);
            });
    return all;
  }
}
