package dev.understudy.rules.yaml;

import dev.understudy.rules.Hybrid;
import dev.understudy.rules.Hybrid.Easy;
import dev.understudy.rules.Hybrid.Hold;
import dev.understudy.rules.Launch.Canary;
import dev.understudy.rules.NamedFile.Kind;
import dev.understudy.rules.OutputCheck;
import dev.understudy.rules.Share;
import dev.understudy.rules.expression.Condition;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads which requests and answers are a student's and which its teacher's. */
final class HybridReader {
  private static final long MOST_BYTES = 16 << 20;
  private static final Scalar<Optional<Share>> THRESHOLD =
      Scalar.of(Optional.empty(), HybridReader::threshold);

  private final CheckReader checks;
  private final JsonFile router;
  private final JsonFile student;

  /** Notes the files that it reads of. */
  HybridReader(FileNotes notes, CheckReader checks) {
    this.checks = checks;
    this.router = new JsonFile(Kind.ROUTER, "a router's file", notes);
    this.student = new JsonFile(Kind.STUDENT, "a student's student.json", notes);
  }

  /**
   * The hybrid, or null where it says nothing.
   *
   * @param guarded whether the route's guard holds the student's answers back
   */
  @Nullable Hybrid read(Section in, boolean guarded) {
    Canary dealt = LaunchReader.dealt(in, in.value("share", Scalar.SHARE, Share.ALL));
    Easy easy = in.isValue("easy") ? stated(in) : in.sectionOrNull("easy", this::learned);
    Path trainedOn = student.orNull(in, "trained_on");
    Share confident = in.valueOrNull("confident", Scalar.SHARE);
    OutputCheck check = in.has("check") ? in.section("check", checks::read) : OutputCheck.NONE;
    Hold hold = in.section("hold", HybridReader::hold);
    if (List.of("easy", "trained_on", "confident", "check").stream().noneMatch(in::has)) {
      in.problem("launch.hybrid needs easy, trained_on, confident or check");
    }
    if (in.has("hold") && !in.has("confident") && !in.has("check") && !guarded) {
      in.problem(
          "hold",
          "launch.hybrid.hold has no effect without confident, check or a guard that falls back or"
              + " refuses, as nothing is held");
    }
    if (easy == null && trainedOn == null && confident == null && check.isNone()) {
      return null;
    }
    return new Hybrid(dealt, easy, trainedOn, number(confident), check, hold);
  }

  private static @Nullable Easy stated(Section in) {
    Condition condition = MatchReader.condition(in, "easy", in.named("easy"));
    return condition == null ? null : new Easy.Stated(condition);
  }

  private Easy learned(Section in) {
    Path file = router.required(in, "router");
    return new Easy.Learned(
        file, number(in.value("threshold", THRESHOLD, Optional.empty()).orElse(null)));
  }

  private static Hold hold(Section in) {
    return new Hold(
        in.value("bytes", Scalar.bytes(1, MOST_BYTES), Hold.USUAL.bytes()),
        in.value("tokens", Scalar.integer(1, 1_000_000), Hold.USUAL.tokens()),
        in.value("time", Scalar.DURATION, Hold.USUAL.time()));
  }

  private static @Nullable Double number(@Nullable Share share) {
    return share == null ? null : (Double) share.fraction().doubleValue();
  }

  private static Optional<Share> threshold(String text) throws Mismatch {
    if (text.equals("auto")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Scalar.SHARE.read(text));
    } catch (Mismatch no) {
      throw Mismatch.of("must be auto or within [0, 1]", text);
    }
  }
}
