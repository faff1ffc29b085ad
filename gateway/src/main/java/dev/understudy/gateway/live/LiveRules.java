package dev.understudy.gateway.live;

import dev.understudy.diff.drift.StudentInputs;
import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.gateway.launch.Playbook;
import dev.understudy.gateway.launch.Playbooks;
import dev.understudy.gateway.launch.UnplayableRules;
import dev.understudy.rules.NamedFile;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Share;
import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.Problem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in force, and what the files say that they name. An edit of any of them that cannot be
 * read, or not be played, changes nothing: the last good rules stay, and the problems are logged,
 * on the metrics page and on the admin port. Safe for every thread.
 */
public final class LiveRules {
  private static final Logger log = LoggerFactory.getLogger(LiveRules.class);

  private final GatewayConfig config;
  private final Playbooks playbooks;
  private final SharesInForce shares;
  private volatile Playbook current;
  private volatile Status status;

  /** How the files that the rules in force name looked when they were read. */
  private String sight;

  /**
   * How it stands with the rules.
   *
   * @param version the version in force, or null where there is no file
   * @param since when it came into force
   * @param problems what is wrong with the newest edit; empty where that is in force
   */
  public record Status(@Nullable String version, Instant since, List<String> problems) {
    public Status {
      problems = List.copyOf(problems);
    }
  }

  private LiveRules(
      GatewayConfig config,
      Playbooks playbooks,
      SharesInForce shares,
      Playbook first,
      String sight) {
    this.sight = sight;
    this.config = config;
    this.playbooks = playbooks;
    this.shares = shares;
    this.current = first;
    this.status = new Status(first.rules().version(), Instant.now(), List.of());
  }

  /**
   * Puts the first rules into force.
   *
   * @throws UnplayableRules where something they name is not there
   */
  public static LiveRules begin(
      GatewayConfig config,
      Rules rules,
      Playbooks playbooks,
      SharesInForce shares,
      MeterRegistry registry)
      throws UnplayableRules {
    String sight = Sight.of(named(rules)); // before they are read: what changes then is seen later
    Playbook first = playbooks.of(rules).dealing(shares.under(rules));
    LiveRules live = new LiveRules(config, playbooks, shares, first, sight);
    Gauge.builder("understudy.rules.refused", live, l -> l.status().problems().isEmpty() ? 0 : 1)
        .description("1 while the newest edit of the rules is not in force, as it has problems")
        .register(registry);
    Gauge.builder("understudy.rules.since", live, l -> l.status().since().getEpochSecond())
        .description("When the rules in force came into force, in seconds of the Unix epoch")
        .baseUnit("seconds")
        .register(registry);
    return live;
  }

  /** The playbook in force. */
  public Playbook current() {
    return current;
  }

  /** How it stands. */
  public Status status() {
    return status;
  }

  /** The file of rules and all that the rules in force name. */
  List<Path> files(Path file) {
    return Stream.concat(Stream.of(file), named(current.rules()).stream()).toList();
  }

  private static List<Path> named(Rules rules) {
    return rules.files().stream().flatMap(LiveRules::read).distinct().toList();
  }

  private static Stream<Path> read(NamedFile file) {
    return file.kind() == NamedFile.Kind.STUDENT
        ? Stream.of(file.path(), StudentInputs.promptsBeside(file.path()))
        : Stream.of(file.path());
  }

  /**
   * Reads the file of rules again, and what it names, and puts both into force if they are good and
   * any is another than before.
   */
  public synchronized void reload() {
    Parsed<Rules> read = config.readRules();
    if (!(read instanceof Parsed.Good<Rules> good)) {
      refuse(read.problems().stream().map(Problem::toString).toList());
      return;
    }
    Rules rules = good.value();
    String now = Sight.of(named(rules));
    boolean sameRules = Objects.equals(rules.version(), current.rules().version());
    if (sameRules && now.equals(sight)) {
      if (!status.problems().isEmpty()) {
        log.atInfo().addKeyValue("version", rules.version()).log("rules are as before again");
        status = new Status(rules.version(), status.since(), List.of());
      } else {
        log.atInfo().addKeyValue("version", rules.version()).log("rules have not changed");
      }
      return;
    }
    try {
      Playbook made = playbooks.of(rules); // before anybody else hears of the rules
      current = made.dealing(shares.under(rules));
      sight = now;
    } catch (UnplayableRules unplayable) {
      refuse(List.of(String.valueOf(unplayable.getMessage())));
      return;
    }
    status = new Status(rules.version(), Instant.now(), List.of());
    log.atInfo()
        .addKeyValue("version", rules.version())
        .addKeyValue("routes", rules.routes().size())
        .log(sameRules ? "rules are in force with other files" : "rules are in force");
  }

  /** Puts other canary shares into force under the same rules. */
  public synchronized void share(Map<String, Share> inForce) {
    current = current.dealing(inForce);
  }

  private void refuse(List<String> problems) {
    if (!problems.equals(status.problems())) {
      log.atError()
          .addKeyValue("version_in_force", status.version())
          .addKeyValue("problems", String.join("; ", problems))
          .log(
              "rules, or files that they name, were edited and cannot be used; the last good ones"
                  + " stay in force");
    }
    status = new Status(status.version(), status.since(), problems);
  }
}
