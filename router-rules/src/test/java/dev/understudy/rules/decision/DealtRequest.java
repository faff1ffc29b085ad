package dev.understudy.rules.decision;

import dev.understudy.rules.Compare;
import dev.understudy.rules.Launch;
import dev.understudy.rules.Launch.Budget;
import dev.understudy.rules.Launch.Canary;
import dev.understudy.rules.Launch.Dark;
import dev.understudy.rules.Recording;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Share;
import dev.understudy.rules.Sticky;
import dev.understudy.rules.TimeoutOverrides;
import dev.understudy.rules.Upstream;
import dev.understudy.rules.match.Match;
import dev.understudy.rules.request.RequestBody;
import dev.understudy.rules.request.RequestFacts;
import dev.understudy.rules.request.SampleRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rules of one route and requests to deal, for tests. */
final class DealtRequest {
  static final String CHAT = "/v1/chat/completions";
  static final Sticky BY_USER_HEADER = Sticky.header("x-user-id");

  private static final Upstream TEACHER =
      Upstream.at("big", URI.create("https://big.example"), TimeoutOverrides.NONE);
  private static final Upstream STUDENT =
      Upstream.at("small", URI.create("http://small.example"), TimeoutOverrides.NONE);

  private DealtRequest() {}

  static Share share(String percent) {
    return new Share(new BigDecimal(percent).movePointLeft(2));
  }

  static Launch canary(String percent) {
    return new Launch(false, new Canary(share(percent), List.of()), null);
  }

  static Launch dark(String percent, String echo) {
    return new Launch(false, null, new Dark(share(percent), share(echo), Budget.USUAL));
  }

  static Launch canaryWithDark(String percent, String dark, String echo) {
    return new Launch(
        false,
        new Canary(share(percent), List.of()),
        new Dark(share(dark), share(echo), Budget.USUAL));
  }

  static Route route(Launch launch, Sticky sticky, String salt, boolean pin) {
    return new Route(
        "r",
        Match.ALL,
        TEACHER,
        STUDENT,
        launch,
        sticky,
        salt,
        pin,
        Compare.AUTO,
        null,
        Recording.USUAL);
  }

  static Decision deciding(Launch launch, Sticky sticky) {
    return deciding(route(launch, sticky, "r", false), Map.of());
  }

  static Decision deciding(Route route, Map<String, Share> shares) {
    return Decision.under(
        new Rules(null, List.of(TEACHER, STUDENT), List.of(route, Route.toDefault(TEACHER))),
        shares);
  }

  static SampleRequest call(UUID id, Map<String, String> headers, @Nullable RequestBody body) {
    return new SampleRequest(id, "POST", CHAT, headers, true, body);
  }

  static SampleRequest callOf(String user) {
    return call(new UUID(1, 2), Map.of("x-user-id", user), body("m", null));
  }

  static RequestBody body(@Nullable String user, @Nullable String state) {
    return new RequestBody("gpt-4", user, null, false, null, null, 1, 0, 10, state);
  }

  static Plan plan(Decision decision, RequestFacts request) {
    return Objects.requireNonNull(decision.decide(request), "the body was read");
  }
}
