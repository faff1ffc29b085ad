package dev.understudy.gateway.access.oidc;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID provider, spoken to by the authorization code flow with PKCE. It is looked for when it
 * is first needed, and again until it is found; where it is away, futures fail. Safe for every
 * thread.
 */
public final class Provider {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Client client;
  private final Clock clock;
  private @Nullable Future<OAuth2Auth> search;

  /** A provider that was not looked for yet. */
  public Provider(Vertx vertx, Client client, Clock clock) {
    this.vertx = vertx;
    this.client = client;
    this.clock = clock;
  }

  /**
   * The address of the provider's page for that errand.
   *
   * @param back where the provider is to send the browser then
   */
  public Future<String> page(Errand errand, String back) {
    return find()
        .map(
            oauth2 ->
                oauth2.authorizeURL(
                    new OAuth2AuthorizationURL()
                        .setRedirectUri(back)
                        .setScopes(client.scopes())
                        .setState(errand.state())
                        .setCodeChallenge(errand.challenge())
                        .setCodeChallengeMethod("S256")
                        .putAdditionalParameter("nonce", errand.nonce())));
  }

  /**
   * The claims of who came back with a code. Fails with {@link Untrusted} where the ID token is
   * none of this provider's for this errand.
   *
   * @param back the same as for the page
   */
  public Future<JsonObject> claims(String code, Errand errand, String back) {
    Oauth2Credentials credentials =
        new Oauth2Credentials()
            .setFlow(OAuth2FlowType.AUTH_CODE)
            .setCode(code)
            .setCodeVerifier(errand.verifier())
            .setRedirectUri(back);
    return find()
        .compose(oauth2 -> oauth2.jWKSet().map(oauth2)) // the keys of now: providers change them
        .compose(oauth2 -> oauth2.authenticate(credentials))
        .compose(user -> checked(user, errand))
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The library leaves a token out whose signature, issuer or audience it could not verify. */
  private Future<JsonObject> checked(User user, Errand errand) {
    JsonObject claims = user.attributes().getJsonObject("idToken");
    try {
      if (claims == null) {
        throw new Untrusted(
            user.principal().containsKey("id_token")
                ? "its ID token is not signed with its keys, or of another issuer or for another client"
                : "it sent no ID token");
      }
      new IdToken(client.issuer(), client.id(), errand.nonce()).check(claims, clock.instant());
      return Future.succeededFuture(claims);
    } catch (Untrusted untrusted) {
      return Future.failedFuture(untrusted);
    }
  }

  /** Who asks while it is being looked for waits with the others. */
  private synchronized Future<OAuth2Auth> find() {
    if (search == null || search.failed()) {
      search = look();
    }
    return search;
  }

  private Future<OAuth2Auth> look() {
    HttpClientOptions patience =
        new HttpClientOptions()
            .setConnectTimeout((int) PATIENCE.toMillis())
            .setIdleTimeout((int) PATIENCE.toSeconds());
    return OpenIDConnectAuth.discover(
            vertx,
            new OAuth2Options()
                .setSite(client.issuer().toString())
                .setClientId(client.id())
                .setClientSecret(client.secret())
                .setValidateIssuer(true)
                .setHttpClientOptions(patience))
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
