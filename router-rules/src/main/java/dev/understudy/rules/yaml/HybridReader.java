package dev.understudy.rules.yaml;

import dev.understudy.rules.Hybrid;
import dev.understudy.rules.Hybrid.Easy;
import dev.understudy.rules.Hybrid.Hold;
import dev.understudy.rules.Launch.Canary;
import dev.understudy.rules.OutputCheck;
import dev.understudy.rules.Share;
import dev.understudy.rules.expression.Condition;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads which requests and answers are a student's and which its teacher's. */
final class HybridReader {
  private static final long MOST_BYTES = 16 << 20;
  private static final Scalar<Optional<Share>> THRESHOLD =
      Scalar.of(Optional.empty(), HybridReader::threshold);

  private final CheckReader checks;
  private final Scalar<Path> router;

  /** Paths start from the folder. */
  HybridReader(Path folder, CheckReader checks) {
    this.checks = checks;
    this.router = JsonFile.scalar(folder, "a router's file");
  }

  /**
   * The hybrid, or null where it says nothing.
   *
   * @param guarded whether the route's guard holds the student's answers back
   */
  @Nullable Hybrid read(Section in, boolean guarded) {
    Canary dealt = LaunchReader.dealt(in, in.value("share", Scalar.SHARE, Share.ALL));
    Easy easy = in.isValue("easy") ? stated(in) : in.sectionOrNull("easy", this::learned);
    Share confident = in.valueOrNull("confident", Scalar.SHARE);
    OutputCheck check = in.has("check") ? in.section("check", checks::read) : OutputCheck.NONE;
    Hold hold = in.section("hold", HybridReader::hold);
    if (!in.has("easy") && !in.has("confident") && !in.has("check")) {
      in.problem("launch.hybrid needs easy, confident or check");
    }
    if (in.has("hold") && !in.has("confident") && !in.has("check") && !guarded) {
      in.problem(
          "hold",
          "launch.hybrid.hold has no effect without confident, check or a guard that falls back or"
              + " refuses, as nothing is held");
    }
    if (easy == null && confident == null && check.isNone()) {
      return null;
    }
    return new Hybrid(dealt, easy, number(confident), check, hold);
  }

  private static @Nullable Easy stated(Section in) {
    Condition condition = MatchReader.condition(in, "easy", in.named("easy"));
    return condition == null ? null : new Easy.Stated(condition);
  }

  private Easy learned(Section in) {
    Path file = in.required("router", router);
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
