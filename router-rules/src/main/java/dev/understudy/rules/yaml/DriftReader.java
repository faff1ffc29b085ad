package dev.understudy.rules.yaml;

import dev.understudy.rules.DriftRule;
import dev.understudy.rules.DriftRule.OnDrift;
import dev.understudy.rules.Launch;
import dev.understudy.rules.NamedFile.Kind;
import dev.understudy.rules.Recording;
import dev.understudy.rules.Share;
import java.nio.file.Path;

/** Reads how a route's requests are watched for drift. */
final class DriftReader {
  private static final Scalar<Integer> WINDOW = Scalar.integer(20, 1_000_000);

  private final JsonFile profile;

  /** Notes the files that it reads of. */
  DriftReader(FileNotes notes) {
    this.profile = new JsonFile(Kind.STUDENT, "a student's student.json", notes);
  }

  /** The rule; what of it has no effect with the launch is reported where that is sound. */
  DriftRule read(Section in, Section route, Launch launch, Recording recording) {
    Path file = profile.required(in, "profile");
    Share alpha = in.valueOrNull("alpha", GateReader.RATE);
    DriftRule rule =
        new DriftRule(
            file,
            alpha == null ? DriftRule.USUAL_ALPHA : alpha.fraction().doubleValue(),
            in.value("window", WINDOW, DriftRule.USUAL_WINDOW),
            in.value("labels", Scalar.BOOLEAN, true),
            in.value("on_drift", Scalar.word(OnDrift.class), OnDrift.WARN));
    if (route.isSound("launch")) {
      check(rule.onDrift(), in, launch);
    }
    if (recording.sample().isNone()) {
      in.problem(
          "profile",
          "drift has no effect with capture.sample: 0%, as requests are watched when they are stored");
    }
    return rule;
  }

  private static void check(OnDrift onDrift, Section in, Launch launch) {
    boolean isServed = launch.student() || launch.dealt() != null;
    if (onDrift != OnDrift.WARN && !isServed) {
      in.problem(
          "on_drift",
          "drift.on_drift: %s has no effect without a launch whose student serves; give warn"
              .formatted(onDrift.word()));
    } else if (onDrift == OnDrift.DARK && launch.dark() == null) {
      in.problem(
          "on_drift",
          "drift.on_drift: dark needs launch.dark, as only then rehearsals go on; give roll_back");
    }
  }
}
