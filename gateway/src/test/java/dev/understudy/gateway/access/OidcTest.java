package dev.understudy.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.understudy.gateway.Logged;
import dev.understudy.gateway.access.oidc.Errands;
import dev.understudy.gateway.secret.Secret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People who sign in with a provider, by real HTTP and really signed tokens. */
class OidcTest {
  private static final long NOON = Instant.parse("2026-01-31T12:00:00Z").getEpochSecond();
  private static final String UNVERIFIED = "its ID token is not signed with its keys";
  private static final String AWAY = "127.0.0.1 does not answer as it should; try again.";
  private static final String BRIEF = "93be062b"; // of the SHA-256 of a longer subject
  private static final String NOT_TAKEN =
      "127.0.0.1 refused this sign-in; begin again; if it goes on, compare oidc.client_id,"
          + " oidc.client_secret and the address to come back to.";
  private static final String NOT_BEGUN =
      "This sign-in was not begun in this browser, or too long ago; begin again.";

  private final TestClock clock = new TestClock(Instant.parse("2026-01-31T12:00:00Z"));
  private final HttpClient browser = HttpClient.newHttpClient();
  private final TestProvider provider = new TestProvider(0, clock::instant);
  private final TestAdmin admin = admin(provider.issuer(), "groups");

  @AfterEach
  void stop() {
    admin.close();
    provider.close();
  }

  private TestAdmin admin(String issuer, String claim) {
    Map<String, Role> roles = new LinkedHashMap<>();
    roles.put("sre", Role.OPERATOR);
    roles.put("ml", Role.JUDGE);
    roles.put("staff", Role.VIEWER);
    OidcSettings oidc =
        new OidcSettings(
            URI.create(issuer),
            TestProvider.CLIENT,
            new Secret("env:OIDC", TestProvider.SECRET),
            List.of("openid", "groups"),
            claim,
            roles);
    return TestAdmin.with(
        new AccessSettings(null, List.of(), ConsoleSettings.DEFAULT, oidc), clock);
  }

  /** A browser that was sent to the provider and is about to be sent back. */
  private record Away(String cookie, URI back) {}

  private Away begin(TestAdmin from) throws IOException, InterruptedException {
    HttpResponse<String> sent = from.get("/login/oidc");
    assertThat(sent.statusCode()).isEqualTo(303);
    HttpResponse<String> returned =
        browser.send(
            HttpRequest.newBuilder(URI.create(sent.headers().firstValue("location").orElseThrow()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return new Away(
        TestAdmin.cookie(sent),
        URI.create(returned.headers().firstValue("location").orElseThrow()));
  }

  private static HttpResponse<String> comeBack(TestAdmin to, Away away)
      throws IOException, InterruptedException {
    return to.get(
        away.back().getRawPath() + "?" + away.back().getRawQuery(), "cookie", away.cookie());
  }

  private HttpResponse<String> signIn() throws IOException, InterruptedException {
    return comeBack(admin, begin(admin));
  }

  /** The cookie of the session that an answer begins. */
  private static String session(HttpResponse<String> answer) {
    return answer.headers().allValues("set-cookie").stream()
        .filter(cookie -> cookie.startsWith("understudy-session="))
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .findFirst()
        .orElse("");
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String why) {
    assertThat(answer.body()).contains("<p role=\"alert\">" + why + "</p>");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(session(answer)).isEmpty();
  }

  @Test
  void formLeadsToTheProviderAndAsksForNoTokenWhereThereIsNone() throws Exception {
    String page = admin.get("/login").body();

    assertThat(page)
        .contains("<a class=\"button\" href=\"/login/oidc\">Sign in with 127.0.0.1</a>")
        .doesNotContain("<form");
    assertThat(admin.get("/routes").statusCode()).isEqualTo(401);
  }

  @Test
  void providerIsAskedByCodeWithPkceStateAndNonce() throws Exception {
    HttpResponse<String> sent = admin.get("/login/oidc");

    assertThat(sent.headers().firstValue("location").orElseThrow())
        .startsWith(provider.issuer() + "/authorize?")
        .contains("response_type=code", "client_id=understudy", "scope=openid+groups")
        .contains("code_challenge_method=S256")
        .containsPattern("[?&]code_challenge=[\\w-]{43}(&|$)")
        .containsPattern("[?&]state=[\\w-]{43}(&|$)")
        .containsPattern("[?&]nonce=[\\w-]{43}(&|$)")
        .doesNotContain("verifier", TestProvider.SECRET);
    assertThat(sent.headers().firstValue("set-cookie").orElseThrow())
        .startsWith("understudy-signing-in=")
        .contains("Max-Age=600", "HTTPOnly", "SameSite=Lax");
  }

  @Test
  void whoComesBackHasTheHighestRoleOfTheirGroups() throws Exception {
    HttpResponse<String> answer = signIn();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("<meta http-equiv=\"refresh\" content=\"0; url=/console\">");
    JsonObject me = admin.me("cookie", session(answer));
    assertThat(me.getString("name")).isEqualTo("oidc:ada (7f3a)");
    assertThat(me.getString("role")).isEqualTo("judge");
    assertThat(me.getBoolean("prompts")).isTrue();
  }

  @Test
  void namesOfPeopleAreTextsOnPagesAndHaveNoEndsOfLines() throws Exception {
    provider.claiming(claims -> claims.put("preferred_username", "<b>\"ada\"\n'&"));
    String cookie = session(signIn());

    assertThat(admin.me("cookie", cookie).getString("name")).isEqualTo("oidc:<b>\"ada\" '& (7f3a)");
    assertThat(admin.get("/logout", "cookie", cookie).body())
        .contains("<h1>Signed in as oidc:&lt;b&gt;&quot;ada&quot; &#39;&amp; (7f3a)</h1>");
  }

  @Test
  void claimsWithinClaimsAndSingleGroupsAreRead() throws Exception {
    provider.claiming(
        claims ->
            claims
                .put("realm_access", new JsonObject().put("roles", "sre"))
                .put("groups", new JsonArray()));

    try (TestAdmin other = admin(provider.issuer(), "realm_access.roles")) {
      HttpResponse<String> answer = comeBack(other, begin(other));

      assertThat(other.me("cookie", session(answer)).getString("role")).isEqualTo("operator");
    }
  }

  @Test
  void nobodyWithoutARoleGetsIn() throws Exception {
    provider.claiming(claims -> claims.put("groups", new JsonArray().add("guests").add(7)));

    assertRefused(
        signIn(),
        403,
        "127.0.0.1 knows you, but none of your groups has a role here; ask whoever keeps the"
            + " settings (oidc.roles).");
  }

  static Stream<Arguments> wrongClaims() {
    return Stream.of(
        wrong("aud", "another", "its ID token is for another client"),
        wrong("iss", "https://evil.example", "its ID token is of another issuer"),
        wrong("azp", "another", "its ID token is for another client"),
        wrong("aud", null, "its ID token is for another client"),
        wrong(
            "aud",
            new JsonArray().add(TestProvider.CLIENT).add("b"),
            "its ID token is for another client"),
        wrong("exp", NOON - 60, "its ID token has expired; compare the clocks"),
        wrong("exp", null, "its ID token has expired; compare the clocks"),
        wrong("iat", NOON + 120, "its ID token is not valid yet; compare the clocks"),
        wrong("nbf", NOON + 120, "its ID token is not valid yet; compare the clocks"),
        wrong("nonce", "another", "its ID token was made for another sign-in"),
        wrong("nonce", null, "its ID token was made for another sign-in"),
        wrong("sub", null, "its ID token names nobody"));
  }

  private static Arguments wrong(String claim, @Nullable Object value, String why) {
    return Arguments.of(claim, value, why);
  }

  @ParameterizedTest
  @MethodSource("wrongClaims")
  void tokenThatIsNotForThisSignInIsRefused(String claim, Object value, String why)
      throws Exception {
    provider.claiming(
        claims -> {
          claims.remove(claim);
          return value == null ? claims : claims.put(claim, value);
        });

    assertRefused(signIn(), 401, "What 127.0.0.1 says of you is not accepted: " + why + ".");
  }

  static Stream<UnaryOperator<String>> forgeries() {
    return Stream.of(
        signed -> unsigned(signed) + ".",
        OidcTest::unsigned,
        signed -> unsigned(signed) + signed.substring(signed.lastIndexOf('.')),
        signed -> signed.substring(0, signed.lastIndexOf('.') + 1),
        OidcTest::raised,
        signed -> "no.token.atall");
  }

  /** The same claims under {@code alg: none}. */
  private static String unsigned(String signed) {
    return TestProvider.part(new JsonObject().put("alg", "none"))
        + "."
        + signed.split("\\.", -1)[1];
  }

  /** An operator's claims under the signature of others. */
  private static String raised(String signed) {
    String[] parts = signed.split("\\.", -1);
    JsonObject claims =
        new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    return parts[0] + "." + TestProvider.part(claims.put("groups", "sre")) + "." + parts[2];
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void tokenThatTheProviderDidNotSignIsRefused(UnaryOperator<String> forgery) throws Exception {
    provider.forging(forgery);

    assertRefused(signIn(), 401, "What 127.0.0.1 says of you is not accepted: " + UNVERIFIED + ".");
  }

  @Test
  void tokenOfForeignKeysIsRefused() throws Exception {
    provider.signWithForeignKeys();

    assertRefused(signIn(), 401, "What 127.0.0.1 says of you is not accepted: " + UNVERIFIED + ".");
  }

  @Test
  void providerMayChangeItsKeys() throws Exception {
    assertThat(session(signIn())).isNotEmpty();

    provider.changeKeys();

    assertThat(session(signIn())).isNotEmpty();
    assertThat(provider.asked("/keys")).isEqualTo(2);
  }

  @Test
  void keysAreAskedForOnceInAWhile() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(session(signIn())).isNotEmpty();
    }
    assertThat(provider.asked("/keys")).isEqualTo(1);

    clock.advance(Duration.ofSeconds(30));

    assertThat(session(signIn())).isNotEmpty();
    assertThat(provider.asked("/keys")).isEqualTo(2);
    assertThat(provider.asked("/.well-known/openid-configuration")).isEqualTo(1);
  }

  @Test
  void keysOfOtherUsesAreLeftOutAndNotComplainedOf() throws Exception {
    provider.publish(new JsonObject().put("kty", "EC").put("crv", "of tomorrow").put("x", "AQ"));
    provider.publish(new JsonObject().put("kty", "RSA").put("use", "enc").put("n", "AQ"));
    provider.publish(new JsonObject().put("kty", "RSA").put("use", "sig").put("n", "!"));
    provider.publish(new JsonObject().put("kty", 7));
    Logged logged = Logged.by("io.vertx", Level.WARN);
    try (logged) {
      assertThat(session(signIn())).isNotEmpty();
    }

    assertThat(logged.events()).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
  }

  @Test
  void whoReadsThePublishedKeysCannotSign() throws Exception {
    byte[] secret = "published, so it is no secret at all".getBytes(StandardCharsets.UTF_8);
    provider.publish(
        new JsonObject()
            .put("kty", "oct")
            .put("alg", "HS256")
            .put("k", Base64.getUrlEncoder().withoutPadding().encodeToString(secret)));
    provider.forging(signed -> signedWith(secret, signed.split("\\.", -1)[1]));

    assertRefused(signIn(), 401, "What 127.0.0.1 says of you is not accepted: " + UNVERIFIED + ".");
  }

  private static String signedWith(byte[] secret, String claims) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      String base = TestProvider.part(new JsonObject().put("alg", "HS256")) + "." + claims;
      byte[] sum = mac.doFinal(base.getBytes(StandardCharsets.UTF_8));
      return base + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(sum);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void accessTokenIsTheProvidersBusiness() throws Exception {
    long now = Instant.now().getEpochSecond(); // the library has no clock but the system's
    JsonObject early =
        new JsonObject()
            .put("iss", provider.issuer())
            .put("aud", TestProvider.CLIENT)
            .put("iat", now + 30)
            .put("exp", now + 300);
    provider.answering(
        answer -> answer.put("access_token", provider.signed(early)).put("expires_in", 0));

    assertThat(session(signIn())).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|{\"error\":\"invalid_grant\",\"error_description\":\"Code not valid\"}",
        "401|{\"error\":\"unauthorized_client\",\"error_description\":\"Invalid client credentials\"}",
        "401|{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client"
            + " secret provided.\\r\\nTrace ID: 1\",\"error_codes\":[7000215]}",
        "401|{\"error\":\"invalid_client\"}",
        "400|{\"error\":\"redirect_uri_mismatch\",\"error_description\":\"Bad Request\"}"
      })
  void whatTheProviderDoesNotTakeIsNoFailureOfItsOwn(int status, String body) throws Exception {
    Away away = begin(admin);
    provider.refusing("/token", status, "application/json", body);
    Logged logged = Logged.by("dev.understudy.gateway.access", Level.INFO);
    try (logged) {
      assertRefused(comeBack(admin, away), 401, NOT_TAKEN);
    }

    JsonObject said = new JsonObject(body);
    String why = said.getString("error_description");
    String reason =
        said.getString("error") + (why == null ? "" : ": " + why.replaceAll("[\r\n]", " "));
    assertThat(logged.events())
        .extracting(
            event -> event.getLevel() + " " + event.getMessage() + " " + event.getKeyValuePairs())
        .containsExactly(
            "WARN the provider refused a sign-in [issuer=\"%s\", reason=\"%s\"]"
                .formatted(provider.issuer(), reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500|application/json|{\"error\":\"server_error\"}",
        "503|application/json|{\"error\":\"temporarily_unavailable\",\"error_description\":\"soon\"}",
        "502|text/html|<html>Bad Gateway</html>",
        "200|text/html|<html>Welcome</html>"
      })
  void providerThatIsIllIsNotTheSettingsFault(int status, String type, String body)
      throws Exception {
    Away away = begin(admin);
    provider.refusing("/token", status, type, body);

    assertRefused(comeBack(admin, away), 503, AWAY);
  }

  @Test
  void whatFailedIsNotTriedAgainAtOnce() throws Exception {
    provider.refusing("/.well-known/openid-configuration", 500, "text/plain", "");
    Logged logged = Logged.by("dev.understudy.gateway.access", Level.INFO);
    try (logged) {
      for (int i = 0; i < 3; i++) {
        assertRefused(admin.get("/login/oidc"), 503, AWAY);
      }
      provider.recover();
      clock.advance(Duration.ofMillis(4999));
      assertRefused(admin.get("/login/oidc"), 503, AWAY);
    }
    assertThat(provider.asked("/.well-known/openid-configuration")).isEqualTo(1);
    assertThat(logged.events()).hasSize(1);

    clock.advance(Duration.ofMillis(1));
    assertThat(admin.get("/login/oidc").statusCode()).isEqualTo(303);
  }

  @Test
  void issuerThatCallsItselfOtherwiseIsNotBelieved() throws Exception {
    provider.refusing(
        "/.well-known/openid-configuration",
        200,
        "application/json",
        "{\"issuer\": \"https://evil.example\"}");

    assertRefused(admin.get("/login/oidc"), 503, AWAY);
  }

  @Test
  void fewMaySignInAtOnce() throws Exception {
    provider.hold("/.well-known/openid-configuration");
    List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      sent.add(admin.getLater("/login/oidc"));
    }

    CompletableFuture.anyOf(sent.toArray(CompletableFuture<?>[]::new)).get(30, TimeUnit.SECONDS);
    assertThat(sent.stream().filter(CompletableFuture::isDone)).hasSize(1);

    provider.release();
    List<Integer> statuses = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> each : sent) {
      HttpResponse<String> answer = each.join();
      statuses.add(answer.statusCode());
      if (answer.statusCode() == 503) {
        assertRefused(answer, 503, "Too many people sign in at once; try again.");
      }
    }
    assertThat(statuses).containsOnlyOnce(503).containsOnly(303, 503);
    assertThat(admin.get("/login/oidc").statusCode()).isEqualTo(303);
    assertThat(admin.metrics())
        .contains("understudy_admin_refused_total{reason=\"provider_busy\"} 1.0");
  }

  @Test
  void whoChoosesAnothersNameIsToldApart() throws Exception {
    String okta = "00u1abcdefghijklmnop";
    Logged logged = Logged.by("dev.understudy.gateway.access", Level.INFO);
    try (logged) {
      signIn();
      provider.claiming(claims -> claims.put("sub", okta));
      String cookie = session(signIn());
      provider.claiming(claims -> claims.put("sub", "guest\n").put("groups", "guests"));
      signIn();

      assertThat(admin.me("cookie", cookie).getString("name")).isEqualTo("oidc:ada (%s…)", BRIEF);
    }

    assertThat(logged.events())
        .extracting(event -> event.getMessage() + " " + event.getKeyValuePairs())
        .containsExactly(
            "signed in [who=\"oidc:ada (7f3a)\", sub=\"7f3a\", role=\"judge\", from=\"127.0.0.1\"]",
            "signed in [who=\"oidc:ada (%s…)\", sub=\"%s\", role=\"judge\", from=\"127.0.0.1\"]"
                .formatted(BRIEF, okta),
            "nobody without a role signs in [who=\"oidc:ada (guest)\", sub=\"guest\"]");
  }

  @Test
  void browserThatWasNotSentDoesNotComeBack() throws Exception {
    Away one = begin(admin);
    Away other = begin(admin);

    assertRefused(comeBack(admin, new Away(other.cookie(), one.back())), 400, NOT_BEGUN);
    assertRefused(
        comeBack(admin, new Away("understudy-signing-in=x.1", one.back())), 400, NOT_BEGUN);
    assertRefused(admin.get(one.back().getRawPath() + "?code=code-0"), 400, NOT_BEGUN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"999999999999999999", "99999999999", "1769860801", "-1", "", "1769860800.0"})
  void cookieOfATimeThatCannotBeIsNone(String time) throws Exception {
    assertRefused(
        admin.get("/login/oidc/back?code=x&state=x", "cookie", "understudy-signing-in=x." + time),
        400,
        NOT_BEGUN);
    assertThat(new Errands(clock, new SecureRandom()).resume("x." + time)).isNull();
  }

  @Test
  void browserThatComesBackTooLateBeginsAgain() throws Exception {
    Away away = begin(admin);

    clock.advance(Duration.ofMinutes(10));

    assertRefused(comeBack(admin, away), 400, NOT_BEGUN);
  }

  @Test
  void whatTheProviderRefusesIsSaid() throws Exception {
    Away away = begin(admin);
    String state = away.back().getRawQuery().replaceAll(".*(state=[^&]*).*", "$1");
    String path = away.back().getRawPath();

    assertRefused(
        admin.get(path + "?error=access_denied&" + state, "cookie", away.cookie()),
        401,
        "127.0.0.1 did not sign you in (access_denied).");
    assertRefused(
        admin.get(path + "?error=%3Cscript%3E&" + state, "cookie", away.cookie()),
        401,
        "127.0.0.1 did not sign you in.");
  }

  @Test
  void codeIsRedeemedOnce() throws Exception {
    Away away = begin(admin);
    assertThat(session(comeBack(admin, away))).isNotEmpty();

    assertRefused(comeBack(admin, away), 401, NOT_TAKEN);
  }

  @Test
  void providerMayBeAwayWhenTheGatewayStarts() throws Exception {
    Socket nobody = new Socket(); // refuses connections to its port, and keeps it from others
    nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    int port = nobody.getLocalPort();
    try (TestAdmin other = admin("http://127.0.0.1:" + port, "groups")) {
      try (nobody) {
        assertThat(other.get("/health/ready").statusCode()).isEqualTo(200);
        assertRefused(other.get("/login/oidc"), 503, AWAY);
      }

      try (TestProvider late = new TestProvider(port, clock::instant)) {
        clock.advance(Duration.ofSeconds(5));
        assertThat(late.issuer()).endsWith(":" + port);
        assertThat(session(comeBack(other, begin(other)))).isNotEmpty();
      }
    }
  }
}
