package dev.understudy.rules.command;

import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Share;
import dev.understudy.rules.decision.Decision;
import dev.understudy.rules.decision.Learned;
import dev.understudy.rules.decision.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy rules explain}: what happens to one request, and why. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Tells which route speaks about a request, who serves it and why, and why no earlier route"
          + " speaks.",
      "The sample is JSON: {\"method\": \"POST\", \"path\": \"/v1/chat/completions\", \"headers\":"
          + " {...}, \"body\": {...}}, of which any may be missing, or a call's body alone."
    })
final class ExplainCommand implements Callable<Integer> {
  @Mixin private RulesOptions options = new RulesOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "FILE", description = "The file of rules.")
  private Path file = Path.of("");

  @Option(
      names = "--request",
      required = true,
      paramLabel = "SAMPLE",
      description = "A file with the request.")
  private Path request = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The sticky key (a user's id, say) in place of the sample's.")
  private @Nullable String key;

  @Option(
      names = "--share",
      paramLabel = "ROUTE=SHARE",
      converter = ShareInForce.Reader.class,
      description =
          "The share of the student in force for a route, such as chat=5%%, where it is no longer the"
              + " file's.")
  private List<ShareInForce> sharesInForce = new ArrayList<>();

  @Override
  public Integer call() {
    Rules rules = options.read(file);
    if (rules == null) {
      return ExitStatus.PROBLEMS;
    }
    Map<String, Share> shares = shares(rules);
    Sample sample;
    try {
      sample = Sample.read(request);
    } catch (Sample.Unreadable e) {
      options.err().println(e.getMessage());
      return ExitStatus.PROBLEMS;
    }
    Learned learned = options.learned(rules);
    if (learned == null) {
      return ExitStatus.PROBLEMS;
    }
    Decision decision = Decision.under(rules, shares, learned);
    Plan plan = plan(decision, sample);
    if (key != null && plan.route().student() == null) {
      options
          .err()
          .println(
              "--key has no effect: route '%s' has no student, so it deals nothing"
                  .formatted(plan.route().name()));
    } else if (key != null) {
      sample = withKey(plan.route(), sample, key);
      plan = plan(decision, sample);
    }
    new Explanation(rules, shares, sample, plan).print(options.out());
    return ExitStatus.FINE;
  }

  private static Plan plan(Decision decision, Sample sample) {
    return Objects.requireNonNull(decision.decide(sample), "a sample's body counts as read");
  }

  private Map<String, Share> shares(Rules rules) {
    Map<String, Share> shares = new HashMap<>();
    for (ShareInForce each : sharesInForce) {
      if (rules.routes().stream()
          .noneMatch(
              route -> route.name().equals(each.route()) && route.launch().dealt() != null)) {
        throw new ParameterException(
            spec.commandLine(),
            "--share: " + file + " has no route '" + each.route() + "' with a canary or a hybrid");
      }
      shares.put(each.route(), each.share());
    }
    return shares;
  }

  private Sample withKey(Route route, Sample sample, String given) {
    try {
      return sample.withKey(route.sticky(), given);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--key: route '%s' is sticky by request, so the key is a UUID; found '%s'"
              .formatted(route.name(), given),
          e);
    }
  }
}
