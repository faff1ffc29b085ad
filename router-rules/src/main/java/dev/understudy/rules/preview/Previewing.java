package dev.understudy.rules.preview;

import dev.understudy.rules.Hybrid;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Sticky;
import dev.understudy.rules.Sticky.Kind;
import dev.understudy.rules.Upstream;
import dev.understudy.rules.decision.Bucket;
import dev.understudy.rules.decision.Decision;
import dev.understudy.rules.decision.Eligibility;
import dev.understudy.rules.decision.Learned;
import dev.understudy.rules.decision.Plan;
import dev.understudy.rules.decision.StickyKey;
import dev.understudy.rules.decision.Withheld;
import dev.understudy.rules.match.Match.HeaderMatch;
import dev.understudy.rules.preview.Preview.Kept;
import dev.understudy.rules.preview.Preview.Move;
import dev.understudy.rules.preview.Preview.Reason;
import dev.understudy.rules.preview.Preview.Way;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plays captured requests through old and new rules and counts what comes of them. */
public final class Previewing {
  private static final int MOST_LOOKS = 10;

  private final Rules oldRules;
  private final Rules newRules;
  private final Decision oldDecision;
  private final Decision newDecision;
  private final Set<String> unrecorded;
  private final Map<Way, Group> groups = new HashMap<>();
  private final Map<String, Load> loads = new LinkedHashMap<>();
  private final Map<Reason, Long> kept = new HashMap<>();
  private final Map<Sticky, Bucket> identities = new HashMap<>();
  private final DistinctKeys users = new DistinctKeys();
  private final DistinctKeys movedUsers = new DistinctKeys();
  private long requests;
  private long movedRequests;
  private long byRequest;
  private long byBucket;
  private long unread;
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;

  /** Requests that go the same way. */
  private static final class Group {
    private final DistinctKeys users = new DistinctKeys();
    private long requests;
  }

  private Previewing(
      Rules oldRules,
      Learned oldLearned,
      Rules newRules,
      Learned newLearned,
      Set<String> unrecorded) {
    this.oldRules = oldRules;
    this.newRules = newRules;
    this.oldDecision = Decision.under(oldRules, Map.of(), oldLearned);
    this.newDecision = Decision.under(newRules, Map.of(), newLearned);
    this.unrecorded = unrecorded;
  }

  /**
   * What the new rules would do with captured requests. Files may be merged into others meanwhile,
   * or turn out to be damaged; then all is read anew, without the damaged ones.
   *
   * @param oldLearned what the files tell of requests that the old rules name
   * @param newLearned the same of the new rules
   * @param captures the caller's, and closed by it
   * @throws UnreadableCaptures when there are none, or they cannot be read
   */
  public static Preview of(
      Rules oldRules, Learned oldLearned, Rules newRules, Learned newLearned, CaptureFiles captures)
      throws UnreadableCaptures {
    for (int look = 1; ; look++) {
      List<Path> files = captures.files();
      try {
        return of(oldRules, oldLearned, newRules, newLearned, captures.location(), files)
            .preview(files.size(), captures.olderLeftOut(), captures.leftOut());
      } catch (UnreadableCaptures e) {
        if (look == MOST_LOOKS
            || (files.equals(captures.files()) && !captures.leaveOutUnreadable())) {
          throw e;
        }
      }
    }
  }

  private static Previewing of(
      Rules oldRules,
      Learned oldLearned,
      Rules newRules,
      Learned newLearned,
      String location,
      List<Path> files)
      throws UnreadableCaptures {
    List<Route> routes =
        Stream.concat(oldRules.routes().stream(), newRules.routes().stream()).toList();
    try (Captures captures = Captures.open(location, files)) {
      Set<String> unrecorded = captures.unrecorded(headersAskedFor(routes));
      Previewing previewing =
          new Previewing(oldRules, oldLearned, newRules, newLearned, unrecorded);
      captures.forEach(
          routes.stream().anyMatch(Previewing::asksForHeaders),
          routes.stream().anyMatch(Previewing::asksForBody),
          previewing::add);
      if (previewing.requests == 0) {
        throw new UnreadableCaptures(location + ": no primary exchange in the captures", null);
      }
      return previewing;
    }
  }

  private static Set<String> headersAskedFor(List<Route> routes) {
    Set<String> names = new TreeSet<>();
    for (Route route : routes) {
      route.match().headers().stream().map(HeaderMatch::name).forEach(names::add);
      if (route.student() != null) {
        switch (route.sticky().kind()) {
          case HEADER -> names.add(route.sticky().header());
          case SESSION -> names.add(StickyKey.SESSION_HEADER);
          case USER, API_KEY, REQUEST -> {}
        }
      }
    }
    return names;
  }

  private static boolean asksForHeaders(Route route) {
    return route.pin()
        || route.match().when() != null
        || route.launch().hybrid() != null
        || !headersAskedFor(List.of(route)).isEmpty();
  }

  private static boolean asksForBody(Route route) {
    return route.student() != null || route.match().needsBody();
  }

  private void add(CapturedRequest request) {
    requests++;
    from = Math.min(from, request.receivedMicros());
    to = Math.max(to, request.receivedMicros());
    Plan before = plan(oldDecision, request);
    Plan after = plan(newDecision, request);
    Way way =
        new Way(
            before.route().name(),
            before.upstream().name(),
            after.route().name(),
            after.upstream().name());
    Group group = groups.computeIfAbsent(way, any -> new Group());
    group.requests++;
    movedRequests += way.moves() ? 1 : 0;
    long user = user(after.route(), before.route(), request);
    if (user >= 0) {
      users.add(user);
      group.users.add(user);
      if (way.moves()) {
        movedUsers.add(user);
      }
    }
    countDealing(after.route(), request);
    countLoad(after, request);
  }

  private Plan plan(Decision decision, CapturedRequest request) {
    return decision.decideRecorded(request, route -> recordedBucket(route, request));
  }

  /**
   * The bucket to deal the request by where its key is not in the captures: the recorded one where
   * it was dealt alike, else one by the request itself. Negative where its key, or that it has
   * none, is in the captures.
   */
  private double recordedBucket(Route route, CapturedRequest request) {
    if (!isKeyUnknown(route.sticky(), request)) {
      return -1;
    }
    Double recorded = recordedAlike(route, request);
    return recorded != null
        ? recorded
        : Bucket.fraction(Bucket.dealing(route.salt(), "request").of(request.id()));
  }

  private boolean isKeyUnknown(Sticky sticky, CapturedRequest request) {
    boolean mayBeInBody = !request.bodyKept();
    return switch (sticky.kind()) {
      case HEADER -> unrecorded.contains(sticky.header());
      case USER -> mayBeInBody;
      case SESSION ->
          (mayBeInBody || unrecorded.contains(StickyKey.SESSION_HEADER))
              && StickyKey.of(sticky, request) == null;
      case API_KEY -> true; // credentials are never recorded
      case REQUEST -> false;
    };
  }

  /** The recorded bucket, where it was dealt by the same sticky key and salt. */
  private @Nullable Double recordedAlike(Route route, CapturedRequest request) {
    if (request.bucket() == null || request.rulesVersion() == null) {
      return null;
    }
    for (Rules rules : List.of(oldRules, newRules)) {
      if (request.rulesVersion().equals(rules.version())) {
        for (Route served : rules.routes()) {
          if (served.name().equals(request.route())
              && served.salt().equals(route.salt())
              && served.sticky().equals(route.sticky())) {
            return request.bucket();
          }
        }
      }
    }
    return null;
  }

  private void countDealing(Route route, CapturedRequest request) {
    if (route.launch().dealt() == null || !isKeyUnknown(route.sticky(), request)) {
      return;
    }
    if (recordedAlike(route, request) != null) {
      byBucket++;
    } else {
      byRequest++;
    }
  }

  /** Who sent the request, as a number; negative where that is not known. */
  private long user(Route after, Route before, CapturedRequest request) {
    Route route = tellsUsers(after) ? after : before;
    if (!tellsUsers(route)) {
      return -1;
    }
    String key = StickyKey.of(route.sticky(), request);
    if (key != null) {
      return identities
          .computeIfAbsent(route.sticky(), sticky -> Bucket.dealing("", sticky.toString()))
          .of(key);
    }
    Double recorded = recordedAlike(route, request);
    return recorded == null ? -1 : (long) (recorded * Bucket.COUNT);
  }

  private static boolean tellsUsers(Route route) {
    return route.student() != null && route.sticky().kind() != Kind.REQUEST;
  }

  private void countLoad(Plan plan, CapturedRequest request) {
    Route route = plan.route();
    if (plan.withheld() != null) {
      keep(route, false, plan.withheld());
      if (request.json() == null && asksOfBytes(route.launch().hybrid(), plan.withheld())) {
        unread++;
      }
    }
    if (plan.student()) {
      load(plan.upstream()).serve(request);
    } else if (plan.rehearsed() || plan.echoed()) {
      countShadow(plan, request);
    }
  }

  /** Whether it was kept as what should have told of it had nothing to read. */
  private static boolean asksOfBytes(@Nullable Hybrid hybrid, Withheld withheld) {
    return hybrid != null
        && (withheld == Withheld.UNTRAINED_SHAPE
            || (withheld == Withheld.HARD && hybrid.easy() instanceof Hybrid.Easy.Learned));
  }

  private void countShadow(Plan plan, CapturedRequest request) {
    Withheld withheld = Eligibility.withheld(request);
    if (withheld != null) {
      keep(plan.route(), true, withheld);
      return;
    }
    Upstream student = plan.route().student();
    if (plan.rehearsed() && student != null) {
      load(student).shadow(request);
    }
    if (plan.echoed()) {
      load(plan.route().teacher()).shadow(request);
    }
  }

  private void keep(Route route, boolean shadow, Withheld why) {
    kept.merge(new Reason(route.name(), shadow, why.word()), 1L, Long::sum);
  }

  private Load load(Upstream upstream) {
    return loads.computeIfAbsent(upstream.name(), name -> new Load(upstream));
  }

  private Preview preview(int files, boolean olderLeftOut, List<String> leftOut) {
    List<Move> moves = new ArrayList<>();
    groups.forEach((way, group) -> moves.add(new Move(way, group.requests, group.users.count())));
    moves.sort(
        Comparator.comparingLong(Move::requests).reversed().thenComparing(m -> m.way().toString()));
    List<Kept> reasons = new ArrayList<>();
    kept.forEach((reason, count) -> reasons.add(new Kept(reason, count)));
    reasons.sort(
        Comparator.comparingLong(Kept::requests)
            .reversed()
            .thenComparing(k -> k.reason().toString()));
    return new Preview(
        files,
        olderLeftOut,
        leftOut,
        requests,
        users.count(),
        Instant.EPOCH.plus(from, ChronoUnit.MICROS),
        Instant.EPOCH.plus(to, ChronoUnit.MICROS),
        moves,
        movedRequests,
        movedUsers.count(),
        List.copyOf(loads.values()),
        reasons,
        byRequest,
        byBucket,
        unread,
        unrecorded);
  }
}
