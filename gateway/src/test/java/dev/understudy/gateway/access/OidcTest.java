package dev.understudy.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.gateway.access.oidc.Errands;
import dev.understudy.gateway.secret.Secret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People who sign in with a provider, by real HTTP and really signed tokens. */
class OidcTest {
  private static final long NOON = Instant.parse("2026-01-31T12:00:00Z").getEpochSecond();
  private static final String UNVERIFIED =
      "its ID token is not signed with its keys, or of another issuer or for another client";
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
    assertThat(me.getString("name")).isEqualTo("oidc:ada");
    assertThat(me.getString("role")).isEqualTo("judge");
    assertThat(me.getBoolean("prompts")).isTrue();
  }

  @Test
  void namesOfPeopleAreTextsOnPagesAndHaveNoEndsOfLines() throws Exception {
    provider.claiming(claims -> claims.put("preferred_username", "<b>\"ada\"\n'&"));
    String cookie = session(signIn());

    assertThat(admin.me("cookie", cookie).getString("name")).isEqualTo("oidc:<b>\"ada\" '&");
    assertThat(admin.get("/logout", "cookie", cookie).body())
        .contains("<h1>Signed in as oidc:&lt;b&gt;&quot;ada&quot; &#39;&amp;</h1>");
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
        wrong("aud", "another", UNVERIFIED),
        wrong("iss", "https://evil.example", UNVERIFIED),
        wrong("azp", "another", UNVERIFIED),
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

    assertRefused(comeBack(admin, away), 503, "127.0.0.1 does not answer as it should; try again.");
  }

  @Test
  void providerMayBeAwayWhenTheGatewayStarts() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (TestAdmin other = admin("http://127.0.0.1:" + port, "groups")) {
      assertThat(other.get("/health/ready").statusCode()).isEqualTo(200);
      assertRefused(
          other.get("/login/oidc"), 503, "127.0.0.1 does not answer as it should; try again.");

      try (TestProvider late = new TestProvider(port, clock::instant)) {
        assertThat(late.issuer()).endsWith(":" + port);
        assertThat(session(comeBack(other, begin(other)))).isNotEmpty();
      }
    }
  }
}
