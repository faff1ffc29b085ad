package dev.understudy.gateway.access;

import dev.understudy.gateway.access.oidc.Client;
import dev.understudy.gateway.access.oidc.Errand;
import dev.understudy.gateway.access.oidc.Errands;
import dev.understudy.gateway.access.oidc.Provider;
import dev.understudy.gateway.access.oidc.Untrusted;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /login/oidc}: sends people to the provider, and begins sessions when they come back. */
final class OidcDesk {
  private static final Logger log = LoggerFactory.getLogger(OidcDesk.class);
  private static final String BACK = Access.OIDC + "/back";
  private static final int MOST_CHARS = 100;

  private final AccessSettings settings;
  private final OidcSettings oidc;
  private final LoginDesk desk;
  private final Cookies cookies;
  private final Errands errands;
  private final Provider provider;

  OidcDesk(
      Vertx vertx,
      AccessSettings settings,
      OidcSettings oidc,
      LoginDesk desk,
      Cookies cookies,
      Clock clock,
      SecureRandom random) {
    this.settings = settings;
    this.oidc = oidc;
    this.desk = desk;
    this.cookies = cookies;
    this.errands = new Errands(clock, random);
    this.provider =
        new Provider(
            vertx,
            new Client(oidc.issuer(), oidc.clientId(), oidc.clientSecret().secret(), oidc.scopes()),
            clock);
  }

  /** Adds the paths, which are open to all. */
  void mount(Router router) {
    router.get(Access.OIDC).handler(this::send);
    router.get(BACK).handler(this::receive);
  }

  private void send(RoutingContext call) {
    Errand errand = errands.begin();
    provider
        .page(errand, back(call))
        .onSuccess(
            page -> {
              cookies.giveSigningIn(call, errand.cookie(), Errands.LASTS);
              LoginDesk.to(call, page);
            })
        .onFailure(away -> isAway(call, away));
  }

  private void receive(RoutingContext call) {
    Errand errand = errands.resume(cookies.signingIn(call));
    cookies.takeSigningIn(call);
    String code = call.request().getParam("code");
    if (errand == null || !Doorkeeper.isSame(errand.state(), call.request().getParam("state"))) {
      refuse(
          call, 400, "This sign-in was not begun in this browser, or too long ago; begin again.");
    } else if (code == null) {
      refuse(call, 401, host() + " did not sign you in" + reason(call) + ".");
    } else {
      provider
          .claims(code, errand, back(call))
          .onSuccess(claims -> admit(call, claims))
          .onFailure(failure -> failed(call, failure));
    }
  }

  private void admit(RoutingContext call, JsonObject claims) {
    String who = "oidc:" + name(claims);
    Role role = new Groups(oidc.rolesClaim(), oidc.roles()).role(claims);
    if (role == null) {
      log.atWarn().addKeyValue("who", who).log("nobody without a role signs in");
      refuse(
          call,
          403,
          ("%s knows you, but none of your groups has a role here; ask whoever keeps the settings"
                  + " (oidc.roles).")
              .formatted(host()));
      return;
    }
    desk.begin(call, who, role, "");
    LoginPage.signedIn(call);
  }

  private void failed(RoutingContext call, Throwable failure) {
    if (failure instanceof Untrusted untrusted) {
      log.atWarn()
          .addKeyValue("issuer", oidc.issuer())
          .addKeyValue("reason", untrusted.getMessage())
          .log("a sign-in was refused");
      refuse(
          call,
          401,
          "What %s says of you is not accepted: %s.".formatted(host(), untrusted.getMessage()));
    } else {
      isAway(call, failure);
    }
  }

  private void isAway(RoutingContext call, Throwable away) {
    log.atWarn()
        .addKeyValue("issuer", oidc.issuer())
        .addKeyValue("reason", shortened(String.valueOf(away.getMessage())))
        .log("the provider that people sign in with does not answer as it should");
    String otherwise = settings.known().isEmpty() ? "" : ", or sign in with a token";
    refuse(call, 503, "%s does not answer as it should; try again%s.".formatted(host(), otherwise));
  }

  private void refuse(RoutingContext call, int status, String problem) {
    LoginPage.signIn(call, status, settings, problem);
  }

  /** Where the provider sends browsers back to: where they came from. */
  private String back(RoutingContext call) {
    URI url = settings.console().url();
    String base =
        url != null ? url.toString() : call.request().scheme() + "://" + call.request().authority();
    return base + BACK;
  }

  private String host() {
    return Objects.requireNonNull(oidc.issuer().getHost());
  }

  /** The provider's word for why, if it is one. */
  private static String reason(RoutingContext call) {
    String error = call.request().getParam("error");
    return error != null && error.matches("[a-z_]{1,64}") ? " (" + error + ")" : "";
  }

  private static String name(JsonObject claims) {
    for (String claim : new String[] {"preferred_username", "email", "sub"}) {
      if (claims.getValue(claim) instanceof String name && !name.isBlank()) {
        String shown = name.replaceAll("[\\p{Cntrl}\\p{Cf}]", " ").strip();
        return shortened(shown);
      }
    }
    return "nobody";
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(MOST_CHARS, text.length()));
  }
}
