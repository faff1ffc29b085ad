package dev.understudy.gateway.access;

import dev.understudy.gateway.access.oidc.Busy;
import dev.understudy.gateway.access.oidc.Client;
import dev.understudy.gateway.access.oidc.Errand;
import dev.understudy.gateway.access.oidc.Errands;
import dev.understudy.gateway.access.oidc.Provider;
import dev.understudy.gateway.access.oidc.Refused;
import dev.understudy.gateway.access.oidc.Untrusted;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /login/oidc}: sends people to the provider, and begins sessions when they come back. */
final class OidcDesk {
  private static final Logger log = LoggerFactory.getLogger(OidcDesk.class);
  private static final String BACK = Access.OIDC + "/back";
  private static final int MOST_CHARS = 100;
  private static final int MOST_OF_SUB = 255; // OpenID Connect Core, section 2

  private final AccessSettings settings;
  private final OidcSettings oidc;
  private final LoginDesk desk;
  private final Cookies cookies;
  private final Refusals refusals;
  private final Errands errands;
  private final Provider provider;
  private volatile @Nullable Throwable told;

  OidcDesk(
      Vertx vertx,
      AccessSettings settings,
      OidcSettings oidc,
      LoginDesk desk,
      Cookies cookies,
      Refusals refusals,
      Clock clock,
      SecureRandom random) {
    this.settings = settings;
    this.oidc = oidc;
    this.desk = desk;
    this.cookies = cookies;
    this.refusals = refusals;
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
        .onFailure(failure -> failed(call, failure));
  }

  private void receive(RoutingContext call) {
    Errand errand = errands.resume(cookies.signingIn(call));
    cookies.takeSigningIn(call);
    String code = call.request().getParam("code");
    if (errand == null || !Doorkeeper.isSame(errand.state(), call.request().getParam("state"))) {
      refuse(
          call,
          400,
          Refusal.PROVIDER,
          "This sign-in was not begun in this browser, or too long ago; begin again.");
    } else if (code == null) {
      refuse(call, 401, Refusal.PROVIDER, host() + " did not sign you in" + reason(call) + ".");
    } else {
      provider
          .claims(code, errand, back(call))
          .onSuccess(claims -> admit(call, claims))
          .onFailure(failure -> failed(call, failure));
    }
  }

  private void admit(RoutingContext call, JsonObject claims) {
    String sub = shown(claims.getString("sub"), MOST_OF_SUB);
    String who = "oidc:%s (%s)".formatted(name(claims), Subject.brief(sub));
    Role role = new Groups(oidc.rolesClaim(), oidc.roles()).role(claims);
    if (role == null) {
      log.atWarn()
          .addKeyValue("who", who)
          .addKeyValue("sub", sub)
          .log("nobody without a role signs in");
      refuse(
          call,
          403,
          Refusal.PROVIDER,
          ("%s knows you, but none of your groups has a role here; ask whoever keeps the settings"
                  + " (oidc.roles).")
              .formatted(host()));
      return;
    }
    desk.begin(call, who, role, sub);
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
          Refusal.PROVIDER,
          "What %s says of you is not accepted: %s.".formatted(host(), untrusted.getMessage()));
    } else if (failure instanceof Refused refused) {
      log.atWarn()
          .addKeyValue("issuer", oidc.issuer())
          .addKeyValue("reason", shown(refused.getMessage(), MOST_CHARS))
          .log("the provider refused a sign-in");
      refuse(
          call,
          401,
          Refusal.PROVIDER,
          ("%s refused this sign-in; begin again; if it goes on, compare oidc.client_id,"
                  + " oidc.client_secret and the address to come back to.")
              .formatted(host()));
    } else if (failure instanceof Busy) {
      refuse(
          call,
          503,
          Refusal.PROVIDER_BUSY,
          "Too many people sign in at once; try again%s.".formatted(otherwise()));
    } else {
      isAway(call, failure);
    }
  }

  private void isAway(RoutingContext call, Throwable away) {
    if (away != told) { // else everybody who asks fills the log with one and the same failure
      told = away;
      log.atWarn()
          .addKeyValue("issuer", oidc.issuer())
          .addKeyValue("reason", shown(String.valueOf(away.getMessage()), MOST_CHARS))
          .log("the provider that people sign in with does not answer as it should");
    }
    refuse(
        call,
        503,
        Refusal.PROVIDER_AWAY,
        "%s does not answer as it should; try again%s.".formatted(host(), otherwise()));
  }

  private String otherwise() {
    return settings.known().isEmpty() ? "" : ", or sign in with a token";
  }

  private void refuse(RoutingContext call, int status, Refusal why, String problem) {
    refusals.count(why);
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
        return shown(name, MOST_CHARS);
      }
    }
    return "nobody";
  }

  /** Of others' texts, what may stand in logs. */
  private static String shown(@Nullable String text, int mostChars) {
    String shown = String.valueOf(text).replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029]", " ").strip();
    return shown.substring(0, Math.min(mostChars, shown.length()));
  }
}
