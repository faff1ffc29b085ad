package dev.understudy.gateway.rollout;

import dev.understudy.diff.evidence.Outcome;
import dev.understudy.diff.evidence.Slice;
import dev.understudy.rules.Gate;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Share;
import dev.understudy.rules.Upstream;
import dev.understudy.sink.store.Store;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Moves the shares of all students under the rules in force, as evidence and people say. Safe for
 * every thread; only {@link #open} and {@link #close} wait for the store.
 *
 * <p>A roll-back holds here when {@link #observe} returns, is written at once, and is seen by the
 * other gateways on the store at their next reading, about a second later. Until the ledger was
 * read once, students with a share get nothing: one of them may have been rolled back.
 */
public final class Rollouts implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** So long a person may wait to hear whether the store has their move; twice if it may have. */
  private static final Duration LONGEST_WRITE = Duration.ofSeconds(3);

  private final String instance;
  private final Clock clock;
  private final Ledger ledger;
  private final RolloutMeters meters;
  private final Duration longestWrite;
  private final MoveLog log = new MoveLog();
  private volatile Map<String, Watch> watches = Map.of();
  private volatile Map<String, Share> shares = Map.of();
  private volatile Map<String, Share> sharesTold = Map.of();
  private volatile Runnable listener = () -> {};

  private Rollouts(
      String instance,
      Store store,
      MeterRegistry registry,
      Clock clock,
      Duration interval,
      Duration longestWrite) {
    this.instance = instance;
    this.longestWrite = longestWrite;
    this.clock = clock;
    this.ledger = new Ledger(store, interval, clock, new LedgerReader());
    this.meters = new RolloutMeters(registry, this);
  }

  /** What the ledger tells and asks. */
  private final class LedgerReader implements Ledger.Reader {
    @Override
    public Page publish(Page page) {
      Page published = page;
      for (Watch watch : watches.values()) {
        published = watch.publish(published, clock.instant());
      }
      return published;
    }

    @Override
    public void changed(Page page) {
      for (Watch watch : watches.values()) {
        Rollout before = watch.rollout();
        Rollout now = page.find(before.route(), before.fingerprint());
        if (now != null && !now.isBehind(before) && watch.take(now)) {
          log.moved(before, now);
        }
      }
      deal();
    }

    @Override
    public void turned() {
      for (Watch watch : watches.values()) {
        act(watch.look());
      }
      tell();
    }
  }

  /**
   * Reads the ledger, waiting for the store, and takes the rules' routes from there.
   *
   * @param instance this gateway's name; another run of the same name does no harm
   */
  public static Rollouts open(String instance, Store store, Rules rules, MeterRegistry registry) {
    return open(instance, store, rules, registry, Clock.systemUTC(), INTERVAL, LONGEST_WRITE);
  }

  static Rollouts open(
      String instance,
      Store store,
      Rules rules,
      MeterRegistry registry,
      Clock clock,
      Duration interval,
      Duration longestWrite) {
    Rollouts rollouts = new Rollouts(instance, store, registry, clock, interval, longestWrite);
    rollouts.ledger.turn();
    rollouts.rules(rules);
    rollouts.ledger.turn(); // so that what begins now is written before anything is observed
    rollouts.sharesTold = rollouts.shares;
    rollouts.ledger.start();
    return rollouts;
  }

  /** Names who is told, on any thread, when {@link #shares} are others than before. */
  public void listen(Runnable sharesChanged) {
    this.listener = sharesChanged;
  }

  /**
   * Goes on under other rules. {@link #shares} are right for them when this returns; the listener
   * is not told. Not to be called by two threads at a time.
   */
  public void rules(Rules rules) {
    Instant now = clock.instant();
    List<Route> routes =
        rules.routes().stream()
            .filter(route -> route.student() != null)
            .filter(route -> route.launch().needsStudent())
            .toList();
    String by = "rules at " + instance;
    UnaryOperator<Page> hold =
        page -> {
          Page held = page;
          for (Route route : routes) {
            held = held.holding(route.name(), Fingerprint.of(route), Origin.of(route), now, by);
          }
          return held;
        };
    Page page = hold.apply(ledger.page());
    Map<String, Watch> next = new LinkedHashMap<>();
    for (Route route : routes) {
      String fingerprint = Fingerprint.of(route);
      Rollout rollout = page.find(route.name(), fingerprint);
      if (rollout != null) {
        Watch known = watches.get(route.name());
        Watch watch =
            known != null && known.fingerprint().equals(fingerprint)
                ? known.under(route)
                : new Watch(route, instance, rollout);
        next.put(route.name(), watch);
        log.stillRolledBack(rollout, Origin.of(route));
      }
    }
    watches = next;
    ledger.move(hold);
    sharesTold = shares;
    meters.show(routes);
  }

  /** The fingerprint of a route: of its student, comparison and gate. */
  public static String fingerprint(Route route) {
    return Fingerprint.of(route);
  }

  /** The shares in force by route name, of the routes whose launch is canary, hybrid or student. */
  public Map<String, Share> shares() {
    return shares;
  }

  private void deal() {
    Map<String, Share> dealt = new LinkedHashMap<>();
    boolean known = ledger.readAt() != null;
    for (Watch watch : watches.values()) {
      if (watch.route().launch().dealt() != null || watch.route().launch().student()) {
        dealt.put(watch.route().name(), known ? watch.rollout().share() : Share.NONE);
      }
    }
    shares = Map.copyOf(dealt);
  }

  private synchronized void tell() {
    if (!shares.equals(sharesTold)) {
      sharesTold = shares;
      listener.run();
    }
  }

  /**
   * Takes what a call of a student showed, judges, and moves the share if that is due.
   *
   * @param route the route's name
   * @param fingerprint the fingerprint of the route under which the call was made; evidence about
   *     another than the present one is passed over
   * @param bucket the bucket of the request's sticky key, whose bursts count once, or null to count
   *     always
   * @param nowMillis the time, in milliseconds since the epoch
   */
  public void observe(
      String route,
      String fingerprint,
      @Nullable Double bucket,
      Observation observation,
      long nowMillis) {
    Watch watch = watches.get(route);
    if (watch != null && watch.fingerprint().equals(fingerprint)) {
      act(watch.observe(bucket, observation, nowMillis));
      tell();
    }
  }

  private void act(Watch.@Nullable Shown shown) {
    Gate gate = shown == null ? null : shown.watch().route().gate();
    if (shown == null || gate == null) {
      return;
    }
    Rollout seen = shown.rollout();
    Outcome outcome = shown.judgement().outcome();
    if (outcome == Outcome.ROLL_BACK && gate.onHarm() == Gate.OnHarm.ROLL_BACK) {
      Rollout.Cause cause = cause("evidence at " + instance, Reasons.harm(shown.judgement()));
      move(seen, "roll_back", now -> now.isOnEvidenceOf(seen) ? now.rolledBack(cause) : now);
    } else if (outcome == Outcome.PROMOTE
        && gate.onPass() == Gate.OnPass.PROMOTE
        && seen.state() == State.RUNNING) {
      Rollout.Cause cause = cause("evidence at " + instance, Reasons.pass(shown.judgement()));
      move(
          seen,
          seen.next().isPresent() ? "promote" : "finish",
          now -> now.isOnEvidenceOf(seen) && now.step() == seen.step() ? now.promoted(cause) : now);
    } else if (seen.state() == State.RUNNING || outcome == Outcome.ROLL_BACK) {
      log.shown(shown);
    }
  }

  private void move(Rollout of, String action, UnaryOperator<Rollout> move) {
    ledger.move(page -> page.moved(of.route(), of.fingerprint(), action, move));
  }

  private Rollout.Cause cause(String by, String reason) {
    return new Rollout.Cause(clock.instant(), by, reason);
  }

  /**
   * Stops evidence from moving the share, which stays as it is. Evidence is still gathered.
   *
   * @param hand who wants it, why, and what they saw; where they tell what they saw, this waits for
   *     the store some seconds at most, and is made whatever they saw where the store says nothing
   * @throws NoSuchElementException if there is no such route with a student
   */
  public Moved pause(String route, Hand hand) {
    return byHand(route, "pause", hand, Rollout::paused, this::atOnce);
  }

  /**
   * Takes the share to nothing, likewise. It holds here at once, whether the store can be reached
   * or not, and is made on top of what others did meanwhile where that is heard of too late.
   *
   * @throws NoSuchElementException if there is no such route with a student
   */
  public Moved rollBack(String route, Hand hand) {
    return byHand(route, "roll_back", hand, Rollout::rolledBackByHand, this::atOnce);
  }

  /**
   * Runs again from the rules' share, without the evidence so far, likewise. By who tells what they
   * saw it is not done before the store says that it is so still: a roll-back by others that is not
   * known here yet would be undone. Where the store was given it and does not tell in time, it may
   * have been made; that is logged once it is known.
   *
   * @throws NoSuchElementException if there is no such route with a student
   */
  public Moved resume(String route, Hand hand) {
    Origin rules = Origin.of(watch(route).route());
    return byHand(
        route,
        "resume",
        hand,
        (rollout, cause) -> rollout.resumed(rules, cause),
        this::onceWritten);
  }

  private Moved byHand(
      String route,
      String action,
      Hand hand,
      BiFunction<Rollout, Rollout.Cause, Rollout> move,
      Function<HandMove, Moved> write) {
    Rollout known = watch(route).rollout();
    HandMove made = new HandMove(hand, known, action, cause(hand.by(), hand.reason()), move);
    if (hand.saw() != null && !known.since().equals(hand.saw())) {
      return Moved.SEEN_OTHERWISE;
    }
    Moved moved = hand.saw() == null ? unasked(made) : write.apply(made);
    tell();
    return moved;
  }

  private Moved unasked(HandMove move) {
    ledger.move(move);
    return move.outcome();
  }

  private Moved atOnce(HandMove move) {
    HandMove unheard = move.whateverWasSeen();
    boolean heard = ledger.moveAndAwait(move, longestWrite, unheard);
    return heard ? move.outcome() : unheard.outcome();
  }

  private Moved onceWritten(HandMove move) {
    return switch (ledger.moveOnceWritten(move, longestWrite, page -> toldLate(move, page))) {
      case WRITTEN -> move.outcome();
      case WITHDRAWN -> Moved.NOT_WRITTEN;
      case IN_DOUBT -> Moved.IN_DOUBT;
    };
  }

  private void toldLate(HandMove move, Page page) {
    if (move.isNotedOn(page)) {
      log.madeByHand(move);
    }
  }

  private Watch watch(String route) {
    Watch watch = watches.get(route);
    if (watch == null) {
      throw new NoSuchElementException(
          "no route named '%s' with a student; there are: %s"
              .formatted(route, String.join(", ", watches.keySet())));
    }
    return watch;
  }

  /** How each route's student stands, in the order of the rules. */
  public List<RolloutStatus> statuses() {
    return watches.values().stream().map(Rollouts::status).toList();
  }

  private static RolloutStatus status(Watch watch) {
    Rollout rollout = watch.rollout();
    Route route = watch.route();
    Upstream student = route.student();
    return new RolloutStatus(
        route.name(),
        student == null ? "" : student.name(),
        route.launch().word(),
        rollout.fingerprint(),
        rollout.state(),
        rollout.share(),
        rollout.origin().share(),
        rollout.origin().steps(),
        rollout.step(),
        rollout.begun(),
        rollout.since(),
        rollout.by(),
        rollout.reason(),
        watch.runs(),
        watch.judgement());
  }

  /**
   * All that was observed of one metric of a route's gate since the evidence began, by time, over
   * all gateways; the older, the coarser. Empty where there is no such route or metric.
   */
  public List<Slice> observations(String route, String metric) {
    Watch watch = watches.get(route);
    return watch == null ? List.of() : watch.observations(metric);
  }

  /** The last moves of all routes and gateways, the newest last. */
  public List<AuditLine> audit() {
    return ledger.page().audit();
  }

  /** How long ago the ledger was read, or null if it never was. */
  public @Nullable Duration ledgerAge() {
    Instant read = ledger.readAt();
    return read == null ? null : Duration.between(read, clock.instant());
  }

  long ledgerWrites() {
    return ledger.writes();
  }

  long ledgerFailures() {
    return ledger.failures();
  }

  @Nullable RolloutStatus statusOf(String route) {
    Watch watch = watches.get(route);
    return watch == null ? null : status(watch);
  }

  /** Publishes the last evidence, waiting for the store some seconds at most, and stops. */
  @Override
  public void close() {
    ledger.close();
  }
}
