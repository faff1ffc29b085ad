package dev.understudy.rules.yaml;

import dev.understudy.rules.Hybrid;
import dev.understudy.rules.Launch;
import dev.understudy.rules.Launch.Budget;
import dev.understudy.rules.Launch.Canary;
import dev.understudy.rules.Launch.Dark;
import dev.understudy.rules.Share;
import java.math.BigDecimal;
import java.util.List;

/** Reads how a route serves. */
final class LaunchReader {
  private static final Launch STUDENT = new Launch(true, null, null);
  private static final Scalar<Launch> WORD = Scalar.of(Launch.TEACHER, LaunchReader::word);
  private static final Scalar<Share> STEP =
      Scalar.SHARE.where(share -> !share.isNone(), "must be above 0%");
  private static final Scalar<BigDecimal> USD_PER_HOUR =
      UpstreamReader.USD.where(usd -> usd.signum() > 0, "must be above 0");

  private static final Scalar<Long> BYTES_PER_SECOND = Scalar.bytes(1, 1L << 40);

  private final HybridReader hybrids;

  /** Reads launches, with such hybrids. */
  LaunchReader(HybridReader hybrids) {
    this.hybrids = hybrids;
  }

  /**
   * The launch under the route's key, the teacher alone where there is none.
   *
   * @param guarded whether the route's guard holds a student's answers back
   */
  Launch read(Section route, String key, boolean guarded) {
    return route.isValue(key)
        ? route.value(key, WORD, Launch.TEACHER)
        : route.has(key) ? route.section(key, each -> map(each, guarded)) : Launch.TEACHER;
  }

  private static Launch word(String text) throws Mismatch {
    return switch (text) {
      case "teacher" -> Launch.TEACHER;
      case "student" -> STUDENT;
      default ->
          throw Mismatch.of(
              "must be teacher, student, or a map with canary, dark, hybrid or student", text);
    };
  }

  private Launch map(Section in, boolean guarded) {
    Canary canary = in.sectionOrNull("canary", LaunchReader::canary);
    Dark dark = in.sectionOrNull("dark", LaunchReader::dark);
    Hybrid hybrid = in.sectionOrNull("hybrid", each -> hybrids.read(each, guarded));
    boolean student = in.has("student");
    if (student) {
      in.section("student", empty -> empty);
    }
    if (student && (in.has("canary") || in.has("dark") || in.has("hybrid"))) {
      in.problem("student", "launch.student goes with neither canary, dark nor hybrid");
      return STUDENT;
    }
    if (in.has("canary") && in.has("hybrid")) {
      in.problem(
          "hybrid",
          "launch.hybrid does not go with canary; its own share says which keys it is for");
      return new Launch(false, canary, dark);
    }
    if (in.isEmpty()) {
      in.problem("launch must have canary, dark, hybrid or student");
    }
    return new Launch(student, canary, dark, hybrid);
  }

  private static Canary canary(Section in) {
    return dealt(in, in.required("share", Scalar.SHARE));
  }

  /** The share, and the steps that stand beside it. */
  static Canary dealt(Section in, Share share) {
    List<Share> steps = in.list("steps", STEP, List.of());
    if (!in.isSound("steps")) {
      return new Canary(share, List.of());
    }
    if (in.has("steps") && steps.isEmpty()) {
      in.problem(
          "steps", in.named("steps") + " must not be empty; give it shares or remove the key");
      return new Canary(share, List.of());
    }
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i).compareTo(steps.get(i - 1)) <= 0) {
        in.problemAtItem(
            "steps",
            i,
            "%s must rise, but %s follows %s"
                .formatted(in.named("steps"), steps.get(i), steps.get(i - 1)));
        return new Canary(share, List.of());
      }
    }
    if (in.isSound("share") && !steps.isEmpty()) {
      Share last = steps.get(steps.size() - 1);
      if (share.compareTo(last) > 0) {
        in.problem(
            "share",
            "%s must be at most the last of its steps, %s, got %s"
                .formatted(in.named("share"), last, share));
      }
    }
    return new Canary(share, steps);
  }

  private static Dark dark(Section in) {
    Share share = in.required("share", Scalar.SHARE);
    Share echo = in.value("echo", Scalar.SHARE, Share.NONE);
    if (in.isSound("share") && share.isNone() && !echo.isNone()) {
      in.problem("echo", "launch.dark.echo has no effect while launch.dark.share is 0%");
    }
    return new Dark(share, echo, in.section("budget", LaunchReader::budget));
  }

  private static Budget budget(Section in) {
    return new Budget(
        in.value("concurrency", Scalar.integer(1, 100_000), Budget.USUAL.concurrency()),
        in.valueOrNull("bytes_per_second", BYTES_PER_SECOND),
        in.valueOrNull("usd_per_hour", USD_PER_HOUR));
  }
}
