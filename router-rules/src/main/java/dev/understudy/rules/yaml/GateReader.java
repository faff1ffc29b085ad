package dev.understudy.rules.yaml;

import dev.understudy.rules.Gate;
import dev.understudy.rules.Gate.OnHarm;
import dev.understudy.rules.Gate.OnPass;
import dev.understudy.rules.Gate.Slower;
import dev.understudy.rules.Launch;
import dev.understudy.rules.Share;
import dev.understudy.rules.Sticky;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads under which condition evidence moves a route. */
final class GateReader {
  private static final Share HALF = new Share(new BigDecimal("0.5"));

  /** A share above 0% and below 100%. */
  static final Scalar<Share> RATE = Scalar.of(HALF, GateReader::rate);

  private static final Scalar<Double> MULTIPLE = Scalar.of(1.0, GateReader::multiple);
  private static final Scalar<Integer> OBSERVATIONS = Scalar.integer(1, 1_000_000_000);

  private final Launch launch;
  private final Sticky sticky;
  private final boolean canRollBack;
  private final boolean canPromote;

  /** Reads the gate of a route with that launch and stickiness. */
  GateReader(Launch launch, Sticky sticky) {
    Launch.Canary dealt = launch.dealt();
    this.launch = launch;
    this.sticky = sticky;
    this.canRollBack = launch.student() || dealt != null;
    this.canPromote = dealt != null && !dealt.steps().isEmpty();
  }

  /** The gate, or null where it has no limit. */
  @Nullable Gate read(Section in) {
    Share different = in.sectionOrNull("different", GateReader::most);
    Share failed = in.sectionOrNull("failed", GateReader::most);
    Slower slower = in.sectionOrNull("slower", GateReader::slower);
    double alpha = number(in.valueOrNull("alpha", RATE), Gate.USUAL_ALPHA);
    OnHarm onHarm =
        in.value(
            "on_harm", Scalar.word(OnHarm.class), canRollBack ? OnHarm.ROLL_BACK : OnHarm.HOLD);
    OnPass onPass =
        in.value("on_pass", Scalar.word(OnPass.class), canPromote ? OnPass.PROMOTE : OnPass.HOLD);
    Integer budget = in.valueOrNull("budget", OBSERVATIONS);
    Duration burst = in.value("burst", Scalar.DURATION_OR_ZERO, Gate.USUAL_BURST);
    if (different == null && failed == null && slower == null) {
      in.problem("gate needs a limit: different, failed or slower");
      return null;
    }
    return new Gate(
        different,
        failed,
        slower,
        alpha,
        onHarm,
        onPass,
        budget == null ? null : budget.longValue(),
        burst);
  }

  /** Reports what of the gate has no effect with the launch, which was read without problems. */
  void check(Gate gate, Section in) {
    if (launch.dark() == null) {
      for (String key : List.of("different", "slower")) {
        if (in.has(key)) {
          in.problem(
              key,
              "gate.%s has no effect without launch.dark, as only rehearsals are compared"
                  .formatted(key));
        }
      }
    }
    if (in.isSound("on_harm") && gate.onHarm() == OnHarm.ROLL_BACK && !canRollBack) {
      in.problem(
          "on_harm",
          "gate.on_harm: roll_back has no effect without launch.canary, launch.hybrid or"
              + " launch.student");
    }
    if (in.isSound("on_pass") && gate.onPass() == OnPass.PROMOTE && !canPromote) {
      in.problem(
          "on_pass",
          "gate.on_pass: promote has no effect without steps of launch.canary or launch.hybrid");
    }
    if (in.has("burst") && in.isSound("burst") && sticky.kind() == Sticky.Kind.REQUEST) {
      in.problem(
          "burst", "gate.burst has no effect with sticky: request, as no two requests share a key");
    }
  }

  private static Share most(Section in) {
    return in.required("max", RATE);
  }

  private static Slower slower(Section in) {
    double max = in.required("max", MULTIPLE);
    return new Slower(max, in.value("quantile", RATE, HALF).fraction().doubleValue());
  }

  private static double number(@Nullable Share share, double usual) {
    return share == null ? usual : share.fraction().doubleValue();
  }

  private static Share rate(String text) throws Mismatch {
    Share rate = Scalar.SHARE.read(text);
    if (rate.isNone() || rate.equals(Share.ALL)) {
      throw Mismatch.of("must be above 0% and below 100%", text);
    }
    return rate;
  }

  private static double multiple(String text) throws Mismatch {
    if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,6})?x")) {
      throw Mismatch.of("must be a multiple such as 1.2x", text);
    }
    double multiple = Double.parseDouble(text.substring(0, text.length() - 1));
    if (multiple == 0) {
      throw Mismatch.of("must be above 0x", text);
    }
    return multiple;
  }
}
