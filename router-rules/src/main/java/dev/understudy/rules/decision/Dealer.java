package dev.understudy.rules.decision;

import dev.understudy.rules.Launch;
import dev.understudy.rules.Route;
import dev.understudy.rules.Share;
import dev.understudy.rules.Sticky;
import dev.understudy.rules.request.RequestFacts;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Plans the requests one route speaks about: who serves, who rehearses. */
final class Dealer {
  private final Route route;
  private final Selection selection;
  private final Plan teacherAlone;
  private final Bucket keys;
  private final Bucket rehearsals;
  private final Bucket echoes;
  private final long served;
  private final long rehearsed;
  private final long echoed;

  /**
   * A dealer for that route.
   *
   * @param share the share of the student in force; nothing where it only rehearses
   * @param selection which of the requests dealt to the student it is asked
   */
  Dealer(Route route, Share share, Selection selection) {
    Launch.Dark dark = route.launch().dark();
    this.route = route;
    this.selection = selection;
    this.teacherAlone = Plan.teacher(route);
    this.keys = keys(route);
    this.rehearsals = Bucket.dealing(route.salt(), "dark");
    this.echoes = Bucket.dealing(route.salt(), "echo");
    this.served = share.threshold();
    this.rehearsed = dark == null ? 0 : dark.share().threshold();
    this.echoed = dark == null ? 0 : dark.echo().threshold();
  }

  /** How the route deals its sticky keys over buckets. */
  static Bucket keys(Route route) {
    return Bucket.dealing(route.salt(), word(route.sticky()));
  }

  private static String word(Sticky sticky) {
    return sticky.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The plan, or null where it hangs on the body and that was not read yet.
   *
   * @param recorded see {@link Decision#decideRecorded}; null for a request that is served now
   */
  @Nullable Plan plan(RequestFacts request, @Nullable ToDoubleFunction<Route> recorded) {
    if (route.student() == null) {
      return teacherAlone;
    }
    if (route.pin()) {
      String pinned = request.header(Decision.PIN_HEADER);
      if (pinned != null && pinned.equals("teacher")) {
        return pinnedToTeacher(null);
      } else if (pinned != null && pinned.equals("student")) {
        return pinnedToStudent(request);
      }
    }
    if (route.launch().student() && served > 0) { // else it was rolled back
      return student(request, recorded);
    }
    return served > 0
        ? canary(request, recorded)
        : teacher(request, bucketAtHand(request, recorded), null);
  }

  private Plan pinnedToTeacher(@Nullable Withheld withheld) {
    return new Plan(route, "teacher", null, false, false, false, withheld);
  }

  private @Nullable Plan pinnedToStudent(RequestFacts request) {
    if (hangsOnBody(request)) {
      return null;
    }
    Withheld withheld = Eligibility.withheld(request);
    return withheld != null
        ? pinnedToTeacher(withheld)
        : new Plan(route, "student", null, true, false, false, null);
  }

  private @Nullable Plan student(RequestFacts request, @Nullable ToDoubleFunction<Route> recorded) {
    if (hangsOnBody(request)) {
      return null;
    }
    Withheld withheld = Eligibility.withheld(request);
    Double bucket = bucketAtHand(request, recorded);
    return withheld != null ? kept(bucket, withheld) : served(bucket);
  }

  private @Nullable Plan canary(RequestFacts request, @Nullable ToDoubleFunction<Route> recorded) {
    Withheld byHead = Eligibility.withheldByHead(request);
    if (route.sticky().needsBody() && byHead != null) {
      return kept(null, byHead); // where its key would stand nobody looks
    }
    if (!StickyKey.isAtHand(route.sticky(), request)) {
      return null;
    }
    long bucket = bucket(request, recorded);
    if (bucket < 0) {
      return teacher(request, null, Withheld.NO_KEY);
    }
    Double fraction = Bucket.fraction(bucket);
    if (bucket >= served) {
      return teacher(request, fraction, null);
    }
    if (hangsOnBody(request)) {
      return null;
    }
    Withheld withheld = Eligibility.withheld(request);
    if (withheld != null) {
      return kept(fraction, withheld);
    }
    Withheld unselected = selection.withheld(request);
    return unselected == null ? served(fraction) : teacher(request, fraction, unselected);
  }

  /** The student is to serve it unless its body says otherwise, which nobody read yet. */
  private static boolean hangsOnBody(RequestFacts request) {
    return !request.bodyRead() && Eligibility.withheldByHead(request) == null;
  }

  private Plan served(@Nullable Double bucket) {
    return new Plan(route, route.launch().word(), bucket, true, false, false, null);
  }

  /** No student sees it, not even to rehearse. */
  private Plan kept(@Nullable Double bucket, Withheld withheld) {
    return new Plan(route, route.launch().word(), bucket, false, false, false, withheld);
  }

  private Plan teacher(RequestFacts request, @Nullable Double bucket, @Nullable Withheld withheld) {
    return new Plan(
        route,
        route.launch().word(),
        bucket,
        false,
        isWithin(rehearsed, rehearsals, request),
        isWithin(echoed, echoes, request),
        withheld);
  }

  private static boolean isWithin(long threshold, Bucket dealing, RequestFacts request) {
    return threshold > 0 && (threshold == Bucket.COUNT || dealing.of(request.id()) < threshold);
  }

  private @Nullable Double bucketAtHand(
      RequestFacts request, @Nullable ToDoubleFunction<Route> recorded) {
    if (!StickyKey.isAtHand(route.sticky(), request)) {
      return null;
    }
    long bucket = bucket(request, recorded);
    return bucket < 0 ? null : (Double) Bucket.fraction(bucket);
  }

  /** The bucket of the request's key, or -1 where it has none. */
  private long bucket(RequestFacts request, @Nullable ToDoubleFunction<Route> recorded) {
    double known = recorded == null ? -1 : recorded.applyAsDouble(route);
    if (known >= 0) {
      return Bucket.at(known);
    }
    if (route.sticky().kind() == Sticky.Kind.REQUEST) {
      return keys.of(request.id());
    }
    String key = StickyKey.of(route.sticky(), request);
    return key == null ? -1 : keys.of(key);
  }
}
