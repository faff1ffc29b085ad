package dev.understudy.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.understudy.gateway.Logged;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Browsers that sign in by a token. */
class SignInTest {
  private static final String[] BROWSER = {"accept", "text/html,application/xhtml+xml,*/*;q=0.8"};
  private static final String PAUSE = "/routes/moderation/pause";

  private final TestClock clock = new TestClock(Instant.parse("2026-01-31T12:00:00Z"));
  private final TestAdmin admin = TestAdmin.with(TestAdmin.tokens(ConsoleSettings.DEFAULT), clock);

  @AfterEach
  void stop() {
    admin.close();
  }

  private static String error(HttpResponse<String> answer) {
    return new JsonObject(answer.body()).getString("error");
  }

  @Test
  void browsersAreLedToTheFormAndProgramsAreNot() throws Exception {
    HttpResponse<String> browser = admin.get("/console", BROWSER);
    HttpResponse<String> program = admin.get("/routes");

    assertThat(browser.statusCode()).isEqualTo(303);
    assertThat(browser.headers().firstValue("location")).hasValue("/login");
    assertThat(program.statusCode()).isEqualTo(401);
    assertThat(program.headers().firstValue("www-authenticate"))
        .hasValue("Bearer realm=\"understudy admin\"");
    assertThat(error(program))
        .isEqualTo(
            "expected 'Authorization: Bearer ...' with a token of admin_token or admin_tokens, or"
                + " a browser that signed in at /login");
  }

  @Test
  void formRunsAndLoadsNothing() throws Exception {
    HttpResponse<String> page = admin.get("/login", BROWSER);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .matches(
            "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; form-action 'self';"
                + " base-uri 'none'; frame-ancestors 'none'");
    assertThat(page.body())
        .contains("<html lang=\"en\">", "<form method=\"post\" action=\"/login\">")
        .contains("<label for=\"token\">", "type=\"password\"")
        .doesNotContain("<script", "src=", "/login/oidc");
    assertThat(page.headers().firstValue("referrer-policy")).hasValue("same-origin");
  }

  @Test
  void tokenBeginsASessionWhoseCookieScriptsAndOtherSitesDoNotGet() throws Exception {
    HttpResponse<String> answer = admin.submit("/login", "token=token-of-a-judge");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("location")).hasValue("/console");
    assertThat(answer.headers().firstValue("set-cookie").orElseThrow())
        .matches("understudy-session=[A-Za-z0-9_-]{43}; Path=/; HTTPOnly; SameSite=Strict");
    JsonObject me = admin.me("cookie", TestAdmin.cookie(answer));
    assertThat(me.getString("name")).isEqualTo("jo");
    assertThat(me.getString("role")).isEqualTo("judge");
    assertThat(me.getString("csrf")).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void sessionsShareNothing() throws Exception {
    String one = admin.signIn(TestAdmin.OPERATOR);
    String other = admin.signIn(TestAdmin.OPERATOR);

    assertThat(one).isNotEqualTo(other);
    assertThat(admin.csrf(one)).isNotEqualTo(admin.csrf(other));
    assertThat(
            admin.post(PAUSE, "cookie", one, "x-understudy-csrf", admin.csrf(other)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void wrongTokenIsNotRepeatedAndBeginsNothing() throws Exception {
    HttpResponse<String> answer = admin.submit("/login", "token=%3Cb%3Eguessed%22");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
    assertThat(answer.body())
        .contains("<p role=\"alert\">That is no token of this gateway.</p>")
        .doesNotContain("guessed");
    assertThat(admin.submit("/login", "").statusCode()).isEqualTo(401);
  }

  @Test
  void otherSitesCannotSignBrowsersIn() throws Exception {
    HttpResponse<String> answer =
        admin.submit("/login", "token=token-of-a-judge", "origin", "https://evil.example");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
    assertThat(answer.body())
        .contains("Sign in on this page, not from another site: the page&#39;s origin is not");
  }

  @Test
  void sessionMovesRoutesOnlyWithWhatItsPagesKnow() throws Exception {
    String cookie = admin.signIn(TestAdmin.OPERATOR);
    String csrf = admin.csrf(cookie);

    HttpResponse<String> without = admin.post(PAUSE, "cookie", cookie);
    HttpResponse<String> wrong = admin.post(PAUSE, "cookie", cookie, "x-understudy-csrf", "x");
    assertThat(List.of(without.statusCode(), wrong.statusCode())).containsExactly(403, 403);
    assertThat(error(without))
        .isEqualTo(
            "expected the header 'x-understudy-csrf' as GET /console/api/me tells it, from a page"
                + " of this port; a browser's session moves nothing without");
    assertThat(admin.moves()).isEmpty();

    HttpResponse<String> right =
        admin.post(PAUSE, "cookie", cookie, "x-understudy-csrf", csrf, "origin", admin.base());
    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(admin.moves()).containsExactly("pause by ops at 127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1:1", "::"})
  void pageOfAForeignOriginMovesNothingEvenIfItKnows(String origin) throws Exception {
    String cookie = admin.signIn(TestAdmin.OPERATOR);
    String csrf = admin.csrf(cookie);

    HttpResponse<String> answer =
        admin.post(PAUSE, "cookie", cookie, "x-understudy-csrf", csrf, "origin", origin);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(error(answer))
        .isEqualTo(
            "the page's origin is not the address this port is called by; behind a proxy set"
                + " console.url to what browsers see");
    assertThat(admin.moves()).isEmpty();
    assertThat(admin.submit("/logout", "csrf=" + csrf, "cookie", cookie, "origin", origin).body())
        .contains("set console.url to what browsers see");
    assertThat(admin.get("/routes", "cookie", cookie).statusCode()).isEqualTo(200);
  }

  @Test
  void refusalsAreCountedByReason() throws Exception {
    String cookie = admin.signIn(TestAdmin.VIEWER);
    assertThat(admin.metrics()).contains("understudy_admin_refused_total{reason=\"role\"} 0.0");

    admin.get("/routes");
    admin.get("/routes", "cookie", "understudy-session=over");
    admin.post(PAUSE, TestAdmin.bearer(TestAdmin.VIEWER));
    admin.post(PAUSE, "cookie", cookie);
    admin.post(PAUSE, "cookie", cookie, "origin", "https://evil.example");
    for (int i = 0; i < 4; i++) {
      admin.get("/routes", "authorization", "Bearer guess-" + i);
      admin.submit("/login", "token=guess-again-" + i);
    }

    assertThat(admin.metrics())
        .contains(
            "understudy_admin_refused_total{reason=\"unknown\"} 2.0",
            "understudy_admin_refused_total{reason=\"role\"} 1.0",
            "understudy_admin_refused_total{reason=\"csrf\"} 1.0",
            "understudy_admin_refused_total{reason=\"origin\"} 1.0",
            "understudy_admin_refused_total{reason=\"token\"} 6.0",
            "understudy_admin_refused_total{reason=\"waiting\"} 2.0");
  }

  @Test
  void guessesAndSigningOutLeaveATrace() throws Exception {
    Logged logged = Logged.by("dev.understudy.gateway.access", Level.INFO);
    try (logged) {
      String cookie = admin.signIn(TestAdmin.VIEWER);
      admin.submit("/logout", "csrf=" + admin.csrf(cookie), "cookie", cookie);
      for (int i = 0; i < 9; i++) {
        admin.submit("/login", "token=guess-" + i);
        clock.advance(Duration.ofSeconds(32));
      }
    }

    assertThat(logged.events())
        .extracting(
            event -> event.getLevel() + " " + event.getMessage() + " " + event.getKeyValuePairs())
        .containsExactly(
            "INFO signed in [who=\"vera\", role=\"viewer\", from=\"127.0.0.1\"]",
            "INFO signed out [who=\"vera\", from=\"127.0.0.1\"]",
            "WARN too many wrong tokens come from an address; it has to wait [from=\"127.0.0.1\"]");
  }

  @Test
  void programsWithATokenNeedNothingElse() throws Exception {
    assertThat(admin.post(PAUSE, TestAdmin.bearer(TestAdmin.OPERATOR)).statusCode()).isEqualTo(200);
  }

  @Test
  void rolesHoldInSessionsToo() throws Exception {
    String cookie = admin.signIn(TestAdmin.VIEWER);

    assertThat(
            admin
                .post(PAUSE, "cookie", cookie, "x-understudy-csrf", admin.csrf(cookie))
                .statusCode())
        .isEqualTo(403);
    assertThat(admin.get("/routes/moderation/comparisons", "cookie", cookie).statusCode())
        .isEqualTo(403);
    assertThat(admin.get("/routes", "cookie", cookie).statusCode()).isEqualTo(200);
  }

  @Test
  void sessionEndsWhenItIsNotUsed() throws Exception {
    String cookie = admin.signIn(TestAdmin.VIEWER);

    clock.advance(Duration.ofMinutes(59));
    assertThat(admin.get("/routes", "cookie", cookie).statusCode()).isEqualTo(200);
    clock.advance(Duration.ofMinutes(59));
    assertThat(admin.get("/routes", "cookie", cookie).statusCode()).isEqualTo(200);

    clock.advance(Duration.ofHours(1));
    assertThat(admin.get("/routes", "cookie", cookie).statusCode()).isEqualTo(401);
    clock.advance(Duration.ofHours(-1));
    assertThat(admin.get("/routes", "cookie", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void sessionEndsHoweverMuchItIsUsed() throws Exception {
    String cookie = admin.signIn(TestAdmin.VIEWER);

    for (int i = 0; i < 23; i++) {
      clock.advance(Duration.ofMinutes(30));
      assertThat(admin.get("/routes", "cookie", cookie).statusCode()).isEqualTo(200);
    }

    clock.advance(Duration.ofMinutes(30));
    assertThat(admin.get("/routes", "cookie", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void signingOutEndsTheSessionAndTakesTheCookie() throws Exception {
    String cookie = admin.signIn(TestAdmin.VIEWER);
    HttpResponse<String> form = admin.get("/logout", "cookie", cookie);
    assertThat(form.body()).contains("Signed in as vera");

    assertThat(admin.submit("/logout", "csrf=guessed", "cookie", cookie).statusCode())
        .isEqualTo(403);
    HttpResponse<String> out =
        admin.submit("/logout", "csrf=" + admin.csrf(cookie), "cookie", cookie);

    assertThat(out.headers().firstValue("location")).hasValue("/login");
    assertThat(out.headers().firstValue("set-cookie").orElseThrow())
        .startsWith("understudy-session=; Max-Age=0");
    assertThat(admin.get("/routes", "cookie", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void signingInAnewEndsTheSessionBefore() throws Exception {
    String before = admin.signIn(TestAdmin.OPERATOR);

    admin.submit("/login", "token=token-of-a-viewer", "cookie", before);

    assertThat(admin.get("/routes", "cookie", before).statusCode()).isEqualTo(401);
  }

  @Test
  void whoGuessesHasToWaitEverLonger() throws Exception {
    for (int i = 0; i < 6; i++) {
      assertThat(admin.submit("/login", "token=guess-" + i).statusCode()).isEqualTo(401);
    }

    HttpResponse<String> early = admin.submit("/login", "token=token-of-a-judge");
    assertThat(early.statusCode()).isEqualTo(429);
    assertThat(early.headers().firstValue("retry-after")).hasValue("1");
    assertThat(early.body())
        .contains("too many wrong tokens came from this address; try again in 1 s.");
    HttpResponse<String> program = admin.get("/routes", TestAdmin.bearer(TestAdmin.JUDGE));
    assertThat(program.statusCode()).isEqualTo(429);
    assertThat(error(program))
        .isEqualTo("too many wrong tokens came from this address; try again in 1 s");

    clock.advance(Duration.ofSeconds(1));
    assertThat(admin.get("/routes", "authorization", "Bearer guess-6").statusCode()).isEqualTo(401);
    assertThat(
            admin.get("/routes", "authorization", "Bearer x").headers().firstValue("retry-after"))
        .hasValue("2");
    clock.advance(Duration.ofSeconds(2));
    assertThat(admin.submit("/login", "token=token-of-a-judge").statusCode()).isEqualTo(303);
  }

  @Test
  void whoSignedInBeforeIsNotKeptOutByWhoGuesses() throws Exception {
    String cookie = admin.signIn(TestAdmin.VIEWER);
    for (int i = 0; i < 6; i++) {
      admin.submit("/login", "token=guess-" + i);
    }

    assertThat(admin.get("/routes", "cookie", cookie).statusCode()).isEqualTo(200);
  }

  @Test
  void programsWhoseTokenWasHeardBeforeAreNotKeptOutByWhoGuesses() throws Exception {
    String[] bearer = TestAdmin.bearer(TestAdmin.VIEWER);
    assertThat(admin.get("/routes", bearer).statusCode()).isEqualTo(200);
    assertThat(admin.submit("/login", "token=token-of-a-judge").statusCode()).isEqualTo(303);
    for (int i = 0; i < 7; i++) {
      admin.submit("/login", "token=guess-" + i);
    }

    assertThat(admin.get("/routes", bearer).statusCode()).isEqualTo(200);
    assertThat(admin.submit("/login", "token=token-of-a-viewer").statusCode()).isEqualTo(303);
    assertThat(admin.get("/routes", TestAdmin.bearer(TestAdmin.JUDGE)).statusCode()).isEqualTo(200);
    assertThat(admin.get("/routes", TestAdmin.bearer(TestAdmin.OPERATOR)).statusCode())
        .isEqualTo(429);
    assertThat(admin.get("/routes", "authorization", "Bearer guess-0").statusCode()).isEqualTo(429);
  }

  @Test
  void programsWithOldTokensKeepNobodyOut() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(admin.get("/routes", "authorization", "Bearer retired-" + i % 4).statusCode())
          .isEqualTo(401);
    }

    assertThat(admin.get("/routes", TestAdmin.bearer(TestAdmin.VIEWER)).statusCode())
        .isEqualTo(200);
  }
}
