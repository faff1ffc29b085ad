package dev.understudy.gateway.launch;

import dev.understudy.diff.AnswerComparator;
import dev.understudy.diff.AnswerComparators;
import dev.understudy.diff.json.JsonTerms;
import dev.understudy.diff.schema.AnswerSchema;
import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Role;
import dev.understudy.gateway.config.Timeouts;
import dev.understudy.gateway.drift.DriftWatches;
import dev.understudy.gateway.moderation.Moderator;
import dev.understudy.gateway.named.StudentFiles;
import dev.understudy.gateway.redaction.Redactions;
import dev.understudy.gateway.rehearsal.RehearsalTerms;
import dev.understudy.gateway.rehearsal.ShadowBudget;
import dev.understudy.gateway.rehearsal.ShadowCounters;
import dev.understudy.gateway.rollout.Rollouts;
import dev.understudy.gateway.student.Guard;
import dev.understudy.gateway.student.Guards;
import dev.understudy.gateway.upstream.Destination;
import dev.understudy.gateway.upstream.Origin;
import dev.understudy.rules.Compare;
import dev.understudy.rules.Credentials;
import dev.understudy.rules.DriftRule;
import dev.understudy.rules.Hybrid;
import dev.understudy.rules.Launch;
import dev.understudy.rules.Price;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Upstream;
import dev.understudy.rules.decision.Decision;
import dev.understudy.rules.decision.Learned;
import dev.understudy.rules.named.ForeignFiles;
import dev.understudy.rules.named.NamedFiles;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes playbooks of rules. What must outlive a change of the rules, breakers and budgets, is kept
 * here. Safe for every thread.
 */
public final class Playbooks {
  private static final int MOST_SERVING = 512;
  private static final ForeignFiles FOREIGN = new StudentFiles();

  /**
   * How long a student may take where the rules do not say: its client waits for the teacher behind
   * it.
   */
  private static final Timeouts STUDENT =
      new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(15), Duration.ofSeconds(15), null);

  private final Timeouts usual;
  private final Map<String, String> environment;
  private final Redactions redactions;
  private final MeterRegistry registry;
  private final Guards guards;
  private final LaunchMeters meters;
  private final Audits audits;
  private final Map<BudgetKey, ShadowBudget> budgets = new ConcurrentHashMap<>();

  private record BudgetKey(String route, Role role, Launch.Budget budget, @Nullable Price price) {}

  /**
   * A maker of playbooks.
   *
   * @param usual the deadlines of teachers that set no others
   * @param redactions what is taken out of records
   * @param environment where upstreams' credentials are looked up
   * @param audits look at what clients got after the fact
   */
  public Playbooks(
      Timeouts usual,
      Map<String, String> environment,
      Redactions redactions,
      LaunchMeters meters,
      Audits audits,
      MeterRegistry registry) {
    this.audits = audits;
    this.redactions = redactions;
    this.usual = usual;
    this.environment = environment;
    this.meters = meters;
    this.registry = registry;
    this.guards = new Guards(registry);
  }

  /**
   * The playbook of these rules, dealing the shares that they give.
   *
   * @throws UnplayableRules where something the rules name is not there
   */
  public Playbook of(Rules rules) throws UnplayableRules {
    Map<String, RoutePlay> plays = new HashMap<>();
    for (Route route : rules.routes()) {
      checkDrift(route);
      plays.put(route.name(), play(route));
    }
    Learned learned = learned(rules);
    return new Playbook(rules, Decision.under(rules, Map.of(), learned), learned, plays);
  }

  private static Learned learned(Rules rules) throws UnplayableRules {
    try {
      return NamedFiles.learned(rules, FOREIGN);
    } catch (IOException unusable) {
      throw new UnplayableRules(String.valueOf(unusable.getMessage()));
    }
  }

  private static void checkDrift(Route route) throws UnplayableRules {
    DriftRule rule = route.drift();
    if (rule == null) {
      return;
    }
    try {
      DriftWatches.profile(rule);
    } catch (IOException unusable) {
      throw new UnplayableRules(
          "route '%s' cannot be watched for drift: %s"
              .formatted(route.name(), unusable.getMessage()));
    }
  }

  private RoutePlay play(Route route) throws UnplayableRules {
    Destination teacher = destination(route.teacher(), false);
    Upstream understudy = route.student();
    UnaryOperator<Entry> redaction = redactions.of(route.recording());
    Counter toTeacher = meters.dealt(route.name(), false);
    Counter toStudent = meters.dealt(route.name(), true);
    Standards standards = Standards.of(route, moderators(route), audits);
    if (understudy == null) {
      return new RoutePlay(
          "", teacher, null, null, null, null, null, standards, redaction, toTeacher, toStudent);
    }
    Destination student = destination(understudy, true);
    Guard serving = guards.of(route.name(), understudy.name(), "serving", MOST_SERVING);
    Launch.Dark dark = route.launch().dark();
    RehearsalTerms shadow = null;
    RehearsalTerms echo = null;
    if (dark != null) {
      AnswerComparator comparator = comparator(route.compare());
      shadow = terms(route, Role.SHADOW, student, dark.budget(), understudy.price(), comparator);
      if (!dark.echo().isNone()) {
        echo = terms(route, Role.ECHO, teacher, dark.budget(), route.teacher().price(), comparator);
      }
    }
    RehearsalTerms escalated = route.judgesHybrid() ? escalated(route, student, serving) : null;
    return new RoutePlay(
        Rollouts.fingerprint(route),
        teacher,
        student,
        serving,
        shadow,
        echo,
        escalated,
        standards,
        redaction,
        toTeacher,
        toStudent);
  }

  private Map<String, Moderator> moderators(Route route) throws UnplayableRules {
    Map<String, Moderator> moderators = new HashMap<>();
    Hybrid hybrid = route.launch().hybrid();
    if (hybrid != null && hybrid.check().moderation() != null) {
      add(hybrid.check().moderation(), route, moderators);
    }
    if (route.guard() != null && route.guard().check().moderation() != null) {
      add(route.guard().check().moderation(), route, moderators);
    }
    return moderators;
  }

  private void add(Upstream moderator, Route route, Map<String, Moderator> to)
      throws UnplayableRules {
    String name = moderator.name();
    Guard guard = guards.of(route.name(), name, "moderation", Moderator.MOST_AT_A_TIME);
    to.put(name, new Moderator(route.name(), destination(moderator, true), guard, registry));
  }

  /** How withheld answers, which were asked for anyway, are compared. */
  private RehearsalTerms escalated(Route route, Destination student, Guard serving)
      throws UnplayableRules {
    return new RehearsalTerms(
        route,
        Rollouts.fingerprint(route),
        Role.ESCALATED,
        student,
        serving,
        new ShadowBudget(Launch.Budget.USUAL, null),
        comparator(route.compare()),
        redactions.of(route.recording()),
        new ShadowCounters(registry, route.name(), Role.ESCALATED));
  }

  private RehearsalTerms terms(
      Route route,
      Role role,
      Destination to,
      Launch.Budget budget,
      @Nullable Price price,
      AnswerComparator comparator) {
    return new RehearsalTerms(
        route,
        Rollouts.fingerprint(route),
        role,
        to,
        guards.of(route.name(), to.origin().name(), role.word(), budget.concurrency()),
        budgets.computeIfAbsent(
            new BudgetKey(route.name(), role, budget, price),
            absent -> new ShadowBudget(budget, price)),
        comparator,
        redactions.of(route.recording()),
        new ShadowCounters(registry, route.name(), role));
  }

  private Destination destination(Upstream upstream, boolean student) throws UnplayableRules {
    Credentials credentials = upstream.credentials();
    String authorization = null;
    if (credentials instanceof Credentials.FromEnvironment from) {
      String value = environment.get(from.variable());
      if (value == null || value.isBlank()) {
        throw new UnplayableRules(
            "upstream '%s' takes its credentials from the environment variable %s, which is not set"
                .formatted(upstream.name(), from.variable()));
      }
      authorization = "Bearer " + value.strip();
    }
    boolean forwards =
        !student && (credentials == null || credentials instanceof Credentials.Forward);
    return new Destination(
        Origin.of(upstream.name(), upstream.url()),
        (student ? STUDENT : usual).with(upstream.timeouts()),
        forwards,
        authorization,
        upstream.model(),
        upstream.mayTrain() == null ? null : upstream.mayTrain().word(),
        upstream.headers());
  }

  private static AnswerComparator comparator(Compare compare) throws UnplayableRules {
    JsonTerms json =
        new JsonTerms(compare.fields(), compare.ignore(), compare.unordered(), compare.tolerance());
    AnswerComparator comparator =
        switch (compare.as()) {
          case JSON -> AnswerComparators.json(json);
          case LABEL -> AnswerComparators.label(compare.pick());
          case TEXT -> AnswerComparators.text(compare.threshold());
          case TOOLS -> AnswerComparators.tools();
          case AUTO -> AnswerComparators.auto(compare.threshold(), json);
        };
    Path schema = compare.schema();
    if (schema == null) {
      return comparator;
    }
    try {
      return AnswerComparators.adhering(AnswerSchema.of(Files.readString(schema)), comparator);
    } catch (IOException | IllegalArgumentException unusable) {
      throw new UnplayableRules(
          "the schema %s cannot be used: %s".formatted(schema, unusable.getMessage()));
    }
  }
}
