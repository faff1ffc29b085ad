package dev.understudy.gateway;

import dev.understudy.diff.evidence.Slice;
import dev.understudy.gateway.access.Access;
import dev.understudy.gateway.admin.RolloutDesk;
import dev.understudy.gateway.admin.RouteDesk;
import dev.understudy.gateway.admin.RulesView;
import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.gateway.console.ConsoleParts;
import dev.understudy.gateway.drift.DriftWatches;
import dev.understudy.gateway.edit.RulesDesk;
import dev.understudy.gateway.feedback.FeedbackHandler;
import dev.understudy.gateway.feedback.FeedbackIntake;
import dev.understudy.gateway.figures.Figures;
import dev.understudy.gateway.figures.Past;
import dev.understudy.gateway.launch.Audits;
import dev.understudy.gateway.launch.LaunchMeters;
import dev.understudy.gateway.launch.Playbooks;
import dev.understudy.gateway.launch.UnplayableRules;
import dev.understudy.gateway.live.LiveRules;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.gateway.redaction.Redactions;
import dev.understudy.gateway.rehearsal.Comparing;
import dev.understudy.gateway.rollout.AuditLine;
import dev.understudy.gateway.rollout.Hand;
import dev.understudy.gateway.rollout.Rollouts;
import dev.understudy.gateway.rollout.State;
import dev.understudy.gateway.tap.MemoryBudget;
import dev.understudy.gateway.tap.Recorder;
import dev.understudy.gateway.tap.UnrecordedMeters;
import dev.understudy.rules.DriftRule;
import dev.understudy.rules.Rules;
import dev.understudy.sink.capture.Capture;
import dev.understudy.sink.store.Store;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the event loops share for playing rules.
 *
 * @param rules the rules in force
 * @param comparing compares what rehearsals bring
 * @param drifts watches what clients ask for drift
 * @param rollouts takes what is seen of students as evidence
 * @param launchMeters counts who serves
 * @param audits look at what clients got after the fact
 * @param shadowMemory what rehearsals and audits may hold in memory, so that they take none from
 *     records of what clients got
 * @param shadowRecorder takes their exchanges
 * @param intake brings feedback into the capture
 * @param feedback takes what applications say of answers
 * @param redactions what is taken out of records
 */
record Playing(
    LiveRules rules,
    Comparing comparing,
    DriftWatches drifts,
    Rollouts rollouts,
    LaunchMeters launchMeters,
    Audits audits,
    MemoryBudget shadowMemory,
    Recorder shadowRecorder,
    FeedbackIntake intake,
    FeedbackHandler feedback,
    Redactions redactions) {
  private static final int SHADOW_PART = 4;

  /**
   * Puts the rules into force, with the shares that the ledger knows.
   *
   * @param recent counts what is compared
   * @throws StartFailure if the rules name something that is not there, or the store cannot be used
   */
  static Playing begin(
      GatewayConfig config,
      Rules first,
      Capture capture,
      Store store,
      RecentCaptures recent,
      DriftWatches drifts,
      UnrecordedMeters unrecorded,
      Figures figures,
      MeterRegistry registry)
      throws StartFailure {
    Rollouts rollouts = Rollouts.open(config.instance(), store, first, registry);
    Redactions redactions = new Redactions(config.capture(), registry);
    LaunchMeters launches = new LaunchMeters(registry);
    MemoryBudget memory = new MemoryBudget(config.capture().memoryBytes() / SHADOW_PART);
    Audits audits = new Audits(memory, registry);
    Playbooks playbooks =
        new Playbooks(
            config.upstream().timeouts(), System.getenv(), redactions, launches, audits, registry);
    LiveRules live;
    try {
      live =
          LiveRules.begin(
              config,
              first,
              playbooks,
              rules -> {
                rollouts.rules(rules);
                drifts.rules(rules);
                return rollouts.shares();
              },
              registry);
    } catch (UnplayableRules unplayable) {
      rollouts.close();
      audits.close();
      throw new StartFailure(config.rules() + ": " + unplayable.getMessage(), unplayable);
    }
    rollouts.listen(() -> live.share(rollouts.shares()));
    drifts.listen(
        (route, onDrift, reason) -> drifted(rollouts, config.instance(), route, onDrift, reason));
    Gauge.builder("understudy.shadow.bytes", memory, MemoryBudget::takenBytes)
        .description("Bytes of bodies that rehearsals hold in memory")
        .register(registry);
    FeedbackIntake intake =
        new FeedbackIntake(capture, redactions.usual(), config.instance(), Clock.systemUTC());
    return new Playing(
        live,
        new Comparing(
            config.instance(),
            (comparison, redaction) -> {
              figures.compared(comparison);
              recent.count(comparison);
              capture.offer(comparison, redaction, receipt -> {});
            },
            rollouts),
        drifts,
        rollouts,
        launches,
        audits,
        memory,
        new Recorder(
            capture, config.capture(), memory, config.instance(), unrecorded, figures::saw),
        intake,
        new FeedbackHandler(intake),
        redactions);
  }

  /**
   * A student that was not trained for what is asked gets nothing more of it.
   *
   * @return whether that holds now
   */
  private static boolean drifted(
      Rollouts rollouts, String instance, String route, DriftRule.OnDrift onDrift, String reason) {
    if (onDrift == DriftRule.OnDrift.WARN) {
      return true;
    }
    rollouts.rollBack(route, Hand.of("drift at " + instance, reason));
    return rollouts.statuses().stream()
        .anyMatch(each -> each.route().equals(route) && each.state() == State.ROLLED_BACK);
  }

  /** Where the routes are looked at and moved by hand. */
  RouteDesk desk(@Nullable Path file) {
    return new RolloutDesk(
        rollouts,
        drifts::status,
        () -> rules.current().rules(),
        () -> {
          LiveRules.Status status = rules.status();
          return new RulesView(status.version(), file, status.since(), status.problems());
        });
  }

  /** What the console shows is found out from. */
  ConsoleParts console(
      GatewayConfig config,
      Access access,
      RouteDesk desk,
      Figures figures,
      Store store,
      MeterRegistry registry) {
    Past past =
        new Past() {
          @Override
          public List<Slice> observations(String route, String metric) {
            return rollouts.observations(route, metric);
          }

          @Override
          public List<AuditLine> moves() {
            return rollouts.audit();
          }
        };
    return new ConsoleParts(
        config.instance(),
        access,
        desk,
        figures,
        past,
        registry,
        () -> rules.current().rules(),
        new RulesDesk(config, rules, store));
  }

  /** Finishes what is being compared and publishes the evidence. */
  void close() {
    comparing.close();
    audits.close();
    rollouts.close();
  }
}
