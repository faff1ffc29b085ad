package dev.understudy.rules.yaml;

import dev.understudy.rules.Compare;
import dev.understudy.rules.DriftRule;
import dev.understudy.rules.Gate;
import dev.understudy.rules.Hybrid;
import dev.understudy.rules.Launch;
import dev.understudy.rules.OutputGuard;
import dev.understudy.rules.OutputGuard.OnFail;
import dev.understudy.rules.Recording;
import dev.understudy.rules.Route;
import dev.understudy.rules.Sticky;
import dev.understudy.rules.Upstream;
import dev.understudy.rules.match.Match;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one route, and tells what of it has no effect. */
final class RouteReader {
  private static final Scalar<Sticky> STICKY = Scalar.of(Sticky.REQUEST, RouteReader::sticky);
  private static final Map<String, Sticky> STICKY_WORDS =
      Map.of(
          "user", new Sticky(Sticky.Kind.USER, ""),
          "session", new Sticky(Sticky.Kind.SESSION, ""),
          "api-key", new Sticky(Sticky.Kind.API_KEY, ""),
          "request", Sticky.REQUEST);

  private final UpstreamNames upstreams;
  private final FileNotes notes;
  private final UpstreamRoles roles;
  private final CompareReader comparing;
  private final CheckReader checking;
  private final DriftReader drifting;
  private final LaunchReader launches;

  /**
   * Reads routes among these upstreams.
   *
   * @param roles is told what they are to the routes
   * @param notes remembers the files that they name
   */
  RouteReader(Map<String, Upstream> upstreams, UpstreamRoles roles, FileNotes notes) {
    this.notes = notes;
    this.upstreams = new UpstreamNames(upstreams);
    this.roles = roles;
    this.comparing = new CompareReader(notes);
    this.checking = new CheckReader(notes, this.upstreams);
    this.drifting = new DriftReader(notes);
    this.launches = new LaunchReader(new HybridReader(notes, checking));
  }

  /** The route; where there is a problem, one that stands in for it. */
  Route read(Section in) {
    String name = in.required("name", Scalar.NAME);
    notes.begin(name);
    Match match = in.section("match", MatchReader::read);
    Upstream teacher = upstreams.named(in, "teacher", in.required("teacher", Scalar.TEXT));
    Upstream student = upstreams.named(in, "student", in.valueOrNull("student", Scalar.TEXT));
    OutputGuard guard = in.sectionOrNull("guard", checking::guard);
    boolean guarded = guard == null ? in.has("guard") : guard.withholds();
    Launch launch = launches.read(in, "launch", guarded);
    Sticky sticky = in.value("sticky", STICKY, Sticky.REQUEST);
    String salt = in.value("salt", Scalar.TEXT, name);
    boolean pin = in.value("pin", Scalar.BOOLEAN, false);
    Compare compare = in.section("compare", comparing::read);
    Gate gate = in.sectionOrNull("gate", each -> gate(each, in, launch, sticky));
    Recording recording = in.section("capture", RecordingReader::read);
    DriftRule drift = in.sectionOrNull("drift", each -> drifting.read(each, in, launch, recording));
    if (name.equals(Route.DEFAULT)) {
      in.problem("name", "the route name 'default' is reserved for what no route speaks about");
    }
    note(name, teacher, student, launch);
    noteModerators(name, launch.hybrid(), guard);
    if (teacher != null && teacher.equals(student)) {
      in.problem("student", "the student must be another upstream than the teacher");
    }
    if (in.isSound("launch")) {
      checkEffects(in, launch, student, guarded);
      checkGuard(in, launch, guard);
    }
    if (!in.isSound() || teacher == null) {
      return Route.toTeacher(name, match, Upstream.teacher(Scalar.BASE_URL.standIn()));
    }
    return new Route(
        name, match, teacher, student, launch, sticky, salt, pin, compare, gate, recording, guard,
        drift);
  }

  private static @Nullable Gate gate(Section in, Section route, Launch launch, Sticky sticky) {
    GateReader reader = new GateReader(launch, sticky);
    Gate gate = reader.read(in);
    if (gate != null && route.isSound("launch") && launch.needsStudent()) {
      reader.check(gate, in);
    }
    return gate;
  }

  private void note(
      String name, @Nullable Upstream teacher, @Nullable Upstream student, Launch launch) {
    if (teacher != null) {
      roles.teaches(teacher);
      if (launch.needsStudent()) {
        roles.isWeighed(teacher);
      }
    }
    if (student != null && !student.equals(teacher)) {
      roles.studies(student, name);
    }
  }

  private void noteModerators(String route, @Nullable Hybrid hybrid, @Nullable OutputGuard guard) {
    if (hybrid != null) {
      roles.moderates(hybrid.check().moderation(), route);
    }
    if (guard != null) {
      roles.moderates(guard.check().moderation(), route);
    }
  }

  private static void checkEffects(
      Section in, Launch launch, @Nullable Upstream student, boolean guarded) {
    if (!launch.needsStudent()) {
      for (String key : List.of("student", "sticky", "salt", "pin", "compare", "gate", "drift")) {
        if (in.has(key)) {
          in.problem(key, key + " has no effect without a launch that asks a student");
        }
      }
      return;
    }
    Launch.Canary dealt = launch.dealt();
    Hybrid hybrid = launch.hybrid();
    Launch.Dark dark = launch.dark();
    if (!in.has("student")) {
      in.problem("launch", "the launch '" + launch.word() + "' needs a student; name one");
    }
    if (in.has("sticky") && dealt == null && !in.has("gate")) {
      in.problem("sticky", "sticky has no effect without launch.canary, launch.hybrid or a gate");
    }
    if (in.has("salt") && dealt == null && dark == null) {
      in.problem("salt", "salt has no effect without launch.canary, launch.hybrid or launch.dark");
    }
    if (in.has("compare") && dark == null && (hybrid == null || !(hybrid.judges() || guarded))) {
      in.problem(
          "compare",
          "compare has no effect without launch.dark, or a launch.hybrid with confident, check or"
              + " a guard that falls back or refuses, as only rehearsals and answers that were withheld are compared");
    }
    if (dealt != null && !dealt.steps().isEmpty() && !in.has("gate")) {
      String word = launch.word();
      in.problemUnder(
          List.of("launch", word, "steps"),
          "launch.%s.steps has no effect without a gate, as evidence alone goes along them"
              .formatted(word));
    }
    if (dark != null
        && dark.budget().usdPerHour() != null
        && student != null
        && student.price() == null) {
      in.problemUnder(
          List.of("launch", "dark", "budget", "usd_per_hour"),
          "launch.dark.budget.usd_per_hour needs the price of upstream '%s'"
              .formatted(student.name()));
    }
  }

  private static void checkGuard(Section in, Launch launch, @Nullable OutputGuard guard) {
    boolean served = launch.student() || launch.dealt() != null;
    if (guard != null && guard.onFail() == OnFail.FALL_BACK && !served) {
      in.problemUnder(
          List.of("guard", "on_fail"),
          "guard.on_fail: fall_back has no effect without a launch whose student serves; give"
              + " count or refuse");
    }
  }

  private static Sticky sticky(String text) throws Mismatch {
    Sticky word = STICKY_WORDS.get(text);
    if (word != null) {
      return word;
    }
    if (!text.startsWith("header:")) {
      throw Mismatch.of("must be header:NAME, user, session, api-key or request", text);
    }
    return Sticky.header(HeaderNames.STICKY.read(text.substring("header:".length())));
  }
}
