package dev.understudy.gateway.access.oidc;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID provider, spoken to by the authorization code flow with PKCE. It is looked for when it
 * is first needed, and again until it is found, with a pause between; where it is away, futures
 * fail. Anybody can have it asked, so few may at once: others fail with {@link Busy}. Safe for
 * every thread.
 */
public final class Provider {
  /** How many sign-ins the provider is asked about at once. */
  static final int MOST = 20;

  /** How long the provider's keys are taken for its keys without asking. */
  static final Duration KEYS_LAST = Duration.ofSeconds(30);

  /** How long what failed is not tried again. */
  static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Client client;
  private final Clock clock;
  private final HttpClient http;
  private final Remembered<Found> found;
  private final Remembered<Keys> keys;
  private final AtomicInteger asking = new AtomicInteger();

  /** What the provider says of itself. */
  private record Found(OAuth2Auth oauth2, String keys) {}

  /** A provider that was not looked for yet. */
  public Provider(Vertx vertx, Client client, Clock clock) {
    this.vertx = vertx;
    this.client = client;
    this.clock = clock;
    this.http = vertx.createHttpClient(patient());
    this.found = new Remembered<>(this::find, ChronoUnit.FOREVER.getDuration(), PAUSE, clock);
    this.keys = new Remembered<>(this::fetchKeys, KEYS_LAST, PAUSE, clock);
  }

  /**
   * The address of the provider's page for that errand.
   *
   * @param back where the provider is to send the browser then
   */
  public Future<String> page(Errand errand, String back) {
    return oneOfFew(
        () ->
            found
                .get()
                .map(
                    provider ->
                        provider.oauth2.authorizeURL(
                            new OAuth2AuthorizationURL()
                                .setRedirectUri(back)
                                .setScopes(client.scopes())
                                .setState(errand.state())
                                .setCodeChallenge(errand.challenge())
                                .setCodeChallengeMethod("S256")
                                .putAdditionalParameter("nonce", errand.nonce()))));
  }

  /**
   * The claims of who came back with a code. Fails with {@link Refused} where the provider does not
   * take the code, and with {@link Untrusted} where the ID token is none of this provider's for
   * this errand.
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
    return oneOfFew(
        () ->
            found
                .get()
                .compose(provider -> redeem(provider, credentials))
                .compose(this::verified)
                .compose(claims -> checked(claims, errand)));
  }

  private <T> Future<T> oneOfFew(Supplier<Future<T>> question) {
    if (asking.incrementAndGet() > MOST) {
      asking.decrementAndGet();
      return Future.failedFuture(new Busy(MOST));
    }
    return Future.succeededFuture()
        .compose(any -> question.get())
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(any -> asking.decrementAndGet());
  }

  /** The ID token for a code, which can be redeemed once: the keys are there beforehand. */
  private Future<String> redeem(Found provider, Oauth2Credentials credentials) {
    return keys.get()
        .compose(
            any ->
                provider
                    .oauth2
                    .authenticate(credentials)
                    .recover(failure -> Future.failedFuture(Refused.orItself(failure))))
        .compose(Provider::idToken);
  }

  private static Future<String> idToken(User user) {
    return user.principal().getValue("id_token") instanceof String token
        ? Future.succeededFuture(token)
        : Future.failedFuture(new Untrusted("it sent no ID token"));
  }

  /** The claims of a token that the provider signed, by the keys of now if need be. */
  private Future<JsonObject> verified(String token) {
    return keys.get()
        .compose(
            known -> {
              JsonObject claims = known.claims(token);
              return claims != null
                  ? Future.succeededFuture(claims)
                  : keys.after(known).map(newer -> newer.claims(token));
            });
  }

  private Future<JsonObject> checked(@Nullable JsonObject claims, Errand errand) {
    try {
      if (claims == null) {
        throw new Untrusted("its ID token is not signed with its keys");
      }
      new IdToken(client.issuer(), client.id(), errand.nonce()).check(claims, clock.instant());
      return Future.succeededFuture(claims);
    } catch (Untrusted untrusted) {
      return Future.failedFuture(untrusted);
    }
  }

  /** Looks for what the provider says of itself (OpenID Connect Discovery, section 4). */
  private Future<Found> find() {
    return fetch(client.issuer() + "/.well-known/openid-configuration").map(this::found);
  }

  private Found found(JsonObject said) {
    String issuer = text(said, "issuer");
    if (!issuer.equals(client.issuer().toString()) && !issuer.equals(client.issuer() + "/")) {
      throw new IllegalStateException(
          "expected the issuer %s, found %s".formatted(client.issuer(), issuer));
    }
    OAuth2Options options =
        new OAuth2Options() // without keys: it leaves all tokens alone, and the verifying to us
            .setSite(client.issuer().toString())
            .setClientId(client.id())
            .setClientSecret(client.secret())
            .setAuthorizationPath(text(said, "authorization_endpoint"))
            .setTokenPath(text(said, "token_endpoint"))
            .setJWTOptions(new JWTOptions().setLeeway(Math.toIntExact(IdToken.LEEWAY.toSeconds())))
            .setHttpClientOptions(patient());
    return new Found(OAuth2Auth.create(vertx, options), text(said, "jwks_uri"));
  }

  private static String text(JsonObject said, String key) {
    if (said.getValue(key) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new IllegalStateException("expected a text as '%s' of its configuration".formatted(key));
  }

  private Future<Keys> fetchKeys() {
    return found.get().compose(provider -> fetch(provider.keys)).map(Keys::of);
  }

  private Future<JsonObject> fetch(String url) {
    RequestOptions get =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(url)
            .putHeader("accept", "application/json");
    return http.request(get)
        .compose(request -> request.send())
        .compose(answer -> read(answer, url))
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Future<JsonObject> read(HttpClientResponse answer, String url) {
    return answer
        .body()
        .map(
            body -> {
              if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                    "expected the status 200 of %s, found %d".formatted(url, answer.statusCode()));
              }
              return new JsonObject(body);
            });
  }

  private static HttpClientOptions patient() {
    return new HttpClientOptions()
        .setConnectTimeout(Math.toIntExact(PATIENCE.toMillis()))
        .setIdleTimeout(Math.toIntExact(PATIENCE.toSeconds()));
  }
}
