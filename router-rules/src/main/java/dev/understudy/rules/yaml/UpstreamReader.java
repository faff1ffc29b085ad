package dev.understudy.rules.yaml;

import dev.understudy.rules.Credentials;
import dev.understudy.rules.MayTrain;
import dev.understudy.rules.Price;
import dev.understudy.rules.TimeoutOverrides;
import dev.understudy.rules.Upstream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

/** Reads one upstream. */
final class UpstreamReader {
  private static final Scalar<Credentials> CREDENTIALS =
      Scalar.of(new Credentials.None(), UpstreamReader::credentials);

  /** An amount of US dollars. */
  static final Scalar<BigDecimal> USD = Scalar.of(BigDecimal.ONE, UpstreamReader::usd);

  private UpstreamReader() {}

  static Upstream read(String name, Section in) {
    try {
      Scalar.NAME.read(name);
    } catch (Mismatch mismatch) {
      in.problemAtName("an upstream's name " + mismatch.getMessage());
    }
    if (name.equals(Upstream.TEACHER)) {
      in.problemAtName("the upstream name 'teacher' is reserved for the one given by --teacher");
    }
    return new Upstream(
        name,
        in.required("url", Scalar.BASE_URL),
        in.section("timeouts", UpstreamReader::timeouts),
        in.valueOrNull("model", Scalar.TEXT),
        in.valueOrNull("credentials", CREDENTIALS),
        new LinkedHashSet<>(in.list("headers", HeaderNames.FOR_STUDENTS, List.of())),
        in.sectionOrNull("price", UpstreamReader::price),
        in.valueOrNull("may_train", Scalar.word(MayTrain.class)));
  }

  private static TimeoutOverrides timeouts(Section in) {
    return new TimeoutOverrides(
        in.valueOrNull("connect", Scalar.DURATION),
        in.valueOrNull("first_byte", Scalar.DURATION),
        in.valueOrNull("idle", Scalar.DURATION),
        in.has("total") ? total(in) : null);
  }

  private static Duration total(Section in) {
    Duration total = in.valueOrNone("total", Scalar.DURATION, null);
    return total == null ? Duration.ZERO : total;
  }

  private static Price price(Section in) {
    return new Price(in.required("input", USD), in.required("output", USD));
  }

  /** The message never repeats the text, which may be the key itself. */
  private static Credentials credentials(String text) throws Mismatch {
    if (text.equals("forward")) {
      return new Credentials.Forward();
    }
    if (text.equals("none")) {
      return new Credentials.None();
    }
    if (text.matches("env:[A-Za-z_][A-Za-z0-9_]{0,199}")) {
      return new Credentials.FromEnvironment(text.substring("env:".length()));
    }
    throw new Mismatch(
        "must be forward, none or env:NAME, the name of an environment variable; a key itself has"
            + " no place in this file");
  }

  private static BigDecimal usd(String text) throws Mismatch {
    if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      throw Mismatch.of("must be an amount of US dollars such as 2 or 0.15", text);
    }
    return new BigDecimal(text);
  }
}
