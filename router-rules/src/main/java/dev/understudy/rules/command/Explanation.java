package dev.understudy.rules.command;

import dev.understudy.rules.Hybrid;
import dev.understudy.rules.Hybrid.Easy;
import dev.understudy.rules.Launch;
import dev.understudy.rules.Recording;
import dev.understudy.rules.Redaction;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Share;
import dev.understudy.rules.Sticky.Kind;
import dev.understudy.rules.decision.Decision;
import dev.understudy.rules.decision.Eligibility;
import dev.understudy.rules.decision.Plan;
import dev.understudy.rules.decision.StickyKey;
import dev.understudy.rules.decision.Unrecorded;
import dev.understudy.rules.decision.Withheld;
import dev.understudy.rules.request.RequestBody;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a request and why, in words.
 *
 * @param rules the rules
 * @param shares canary shares in force that are not those of the rules
 * @param sample the request
 * @param plan what happens to it
 */
record Explanation(Rules rules, Map<String, Share> shares, Sample sample, Plan plan) {
  private static final String LINE = "%-9s %s%n";

  void print(PrintWriter out) {
    Route route = plan.route();
    int place = rules.routes().indexOf(route);
    out.printf(LINE, "request", sample.method() + " " + sample.path());
    out.printf(
        LINE, "route", "%s (%d of %d)".formatted(route.name(), place + 1, rules.routes().size()));
    out.printf(LINE, "launch", launch());
    out.printf(LINE, "bucket", bucket());
    out.printf(LINE, "served by", served());
    out.printf(LINE, "shadow", shadow());
    if (!route.recording().equals(Recording.USUAL)) {
      out.printf(LINE, "recorded", recorded());
    }
    printEarlier(out, rules.routes().subList(0, place));
  }

  private void printEarlier(PrintWriter out, List<Route> earlier) {
    if (earlier.isEmpty()) {
      return;
    }
    out.println();
    out.println("Earlier routes do not match:");
    for (Route route : earlier) {
      List<String> unmet = Unmet.conditions(route.match(), sample);
      out.println("  " + route.name() + ": " + String.join("\n    and ", unmet));
    }
  }

  private String launch() {
    Route route = plan.route();
    String launch = Wording.launch(route);
    Launch.Canary dealt = route.launch().dealt();
    Share inForce = shares.get(route.name());
    if (dealt != null && inForce != null && !inForce.equals(dealt.share())) {
      launch += "; the " + route.launch().word() + " share in force is " + inForce;
    }
    return isPinned() ? launch + "; pinned by " + Decision.PIN_HEADER : launch;
  }

  private boolean isPinned() {
    String pinned = sample.header(Decision.PIN_HEADER);
    return plan.route().pin()
        && plan.route().student() != null
        && ("teacher".equals(pinned) || "student".equals(pinned));
  }

  private Share shareOf(Launch.Canary dealt) {
    return shares.getOrDefault(plan.route().name(), dealt.share());
  }

  private String bucket() {
    Route route = plan.route();
    if (route.student() == null) {
      return "none: the route has no student";
    }
    if (isPinned()) {
      return "none: the request is pinned";
    }
    Double bucket = plan.bucket();
    if (bucket == null) {
      return "none: the request has no key (sticky: " + route.sticky() + ")";
    }
    return String.format(Locale.ROOT, "%.6f", bucket) + " (sticky: " + route.sticky() + key() + ")";
  }

  private String key() {
    if (plan.route().sticky().kind() == Kind.REQUEST) {
      return sample.hasId() ? " " + sample.id() : ", and the sample has no id";
    }
    if (plan.route().sticky().kind() == Kind.API_KEY) {
      return ""; // whose it is nobody reads off a hash
    }
    return " = '" + StickyKey.of(plan.route().sticky(), sample) + "'";
  }

  private String served() {
    String server = plan.upstream().name() + " at " + plan.upstream().url();
    if (plan.student()) {
      return server
          + ", the student; "
          + plan.route().teacher().name()
          + " is its fallback"
          + why();
    }
    Withheld withheld = plan.withheld();
    return withheld == null
        ? server + ", the teacher" + why()
        : server + ", the teacher: the student may not have it, as " + said(withheld);
  }

  private String why() {
    Launch.Canary dealt = plan.route().launch().dealt();
    if (dealt == null || isPinned() || plan.bucket() == null) {
      return "";
    }
    Share share = shareOf(dealt);
    return plan.student()
        ? ": the bucket is within " + share + easy()
        : ": the bucket is not within " + share;
  }

  private String easy() {
    Hybrid hybrid = plan.route().launch().hybrid();
    if (hybrid == null) {
      return "";
    }
    String easy =
        hybrid.easy() instanceof Easy.Stated stated
            ? ", and the request is easy: " + stated.condition()
            : hybrid.easy() instanceof Easy.Learned learned
                ? ", and the request is easy by " + learned.file().getFileName()
                : "";
    return hybrid.trainedOn() == null
        ? easy
        : easy + ", and by " + hybrid.trainedOn().getFileName() + " it was trained for such";
  }

  private String untrained(String what) {
    Hybrid hybrid = plan.route().launch().hybrid();
    Path file = hybrid == null ? null : hybrid.trainedOn();
    return "by %s it was not trained for %s"
        .formatted(file == null ? "its description" : file.getFileName(), what);
  }

  private String hard() {
    Hybrid hybrid = plan.route().launch().hybrid();
    if (hybrid != null && hybrid.easy() instanceof Easy.Learned learned) {
      return "it is not easy by " + learned.file().getFileName();
    }
    return hybrid != null && hybrid.easy() instanceof Easy.Stated stated
        ? "it is not easy: %s %s"
            .formatted(stated.condition(), Unmet.said(stated.condition().evaluate(sample)))
        : "it is not easy";
  }

  private String shadow() {
    Launch.Dark dark = plan.route().launch().dark();
    if (dark == null) {
      return "none: the launch has no dark share";
    }
    if (plan.student()) {
      return "none: the student serves it";
    }
    if (isPinned()) {
      return "none: the request is pinned";
    }
    Withheld withheld = Eligibility.withheld(sample);
    if (withheld != null) {
      return "none: " + said(withheld);
    }
    if (!sample.hasId()) {
      return "%s is asked too for %s of requests, each dealt by its id; the sample has none"
          .formatted(Wording.name(plan.route().student()), dark.share());
    }
    String rehearsed =
        plan.rehearsed()
            ? Wording.name(plan.route().student()) + " is asked too"
            : "none: its id is not within " + dark.share();
    return plan.echoed()
        ? rehearsed + "; " + plan.route().teacher().name() + " is asked a second time"
        : rehearsed;
  }

  private String recorded() {
    Recording recording = plan.route().recording();
    Unrecorded why = Unrecorded.of(plan.route(), sample);
    if (why == Unrecorded.OPTED_OUT) {
      return "no: its client keeps it out by " + Unrecorded.HEADER;
    }
    if (!recording.sample().equals(Share.ALL) && !sample.hasId()) {
      return "for %s of requests, each dealt by its id; the sample has none; %s"
          .formatted(recording.sample(), redacted(recording.redact()));
    }
    return why == null
        ? "yes, " + redacted(recording.redact())
        : "no: its id is not within " + recording.sample();
  }

  private static String redacted(@Nullable Redaction redact) {
    if (redact == null) {
      return "redacted as the gateway's settings say";
    }
    return redact.isNone() ? "not redacted" : "redacted as the route says";
  }

  private String said(Withheld withheld) {
    RequestBody body = sample.body();
    return switch (withheld) {
      case NOT_A_CALL ->
          "it is not a POST to chat/completions, completions, embeddings, responses or messages";
      case NOT_JSON -> "its body is not a JSON object";
      case STATEFUL -> "it is stateful or acts on the world: " + (body == null ? "" : body.state());
      case NO_KEY -> "it has no sticky key";
      case HARD -> hard();
      case UNTRAINED_TOOLS -> untrained("tools");
      case UNTRAINED_IMAGES -> untrained("anything but text");
      case UNTRAINED_LANGUAGE -> untrained("the request's language");
      case UNTRAINED_TEMPLATE -> untrained("the request's template, or for having none");
      case UNTRAINED_LENGTH -> untrained("requests of this length");
      case UNTRAINED_SHAPE -> untrained("what holds no conversation");
    };
  }
}
