package dev.understudy.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.gateway.secret.Secret;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each role may do, asked over real sockets. */
class RolesTest {
  private static Secret token(Role role) {
    return switch (role) {
      case VIEWER -> TestAdmin.VIEWER;
      case JUDGE -> TestAdmin.JUDGE;
      case OPERATOR -> TestAdmin.OPERATOR;
    };
  }

  private static TestAdmin admin(ConsoleSettings console) {
    return TestAdmin.with(TestAdmin.tokens(console), Clock.systemUTC());
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /captures,                     VIEWER",
    "GET,  /rules,                        VIEWER",
    "GET,  /routes,                       VIEWER",
    "GET,  /routes/moderation,            VIEWER",
    "GET,  /console/api/me,               VIEWER",
    "GET,  /routes/moderation/comparisons, JUDGE",
    "POST, /routes/moderation/pause,      OPERATOR",
    "POST, /routes/moderation/roll-back,  OPERATOR",
    "POST, /routes/moderation/resume,     OPERATOR"
  })
  void eachPathIsForItsRoleAndThoseAbove(String method, String path, Role least) throws Exception {
    try (TestAdmin admin = admin(ConsoleSettings.DEFAULT)) {
      for (Role role : Role.values()) {
        String[] bearer = TestAdmin.bearer(token(role));
        HttpResponse<String> answer =
            method.equals("GET") ? admin.get(path, bearer) : admin.post(path, bearer);

        if (role.covers(least)) {
          assertThat(answer.statusCode()).as("%s by %s", path, role).isEqualTo(200);
        } else {
          assertThat(answer.statusCode()).as("%s by %s", path, role).isEqualTo(403);
          assertThat(new JsonObject(answer.body()).getString("error"))
              .isEqualTo(
                  "expected a caller with the role '%s', found '%s'; ask whoever keeps the settings",
                  least.word(), role.word());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"VIEWER,   VIEWER JUDGE OPERATOR", "JUDGE,    JUDGE OPERATOR", "OPERATOR, OPERATOR"})
  void theSettingsSayWhoSeesCapturedTexts(Role prompts, String seeing) throws Exception {
    try (TestAdmin admin = admin(new ConsoleSettings(prompts, 1 << 20, null, null))) {
      for (Role role : Role.values()) {
        boolean sees = List.of(seeing.split(" ", -1)).contains(role.name());
        String[] bearer = TestAdmin.bearer(token(role));

        assertThat(admin.get("/routes/moderation/comparisons", bearer).statusCode())
            .isEqualTo(sees ? 200 : 403);
        assertThat(admin.me(bearer).getBoolean("prompts")).isEqualTo(sees);
      }
    }
  }

  @Test
  void movesAreTheirsWhoseTokenItIs() throws Exception {
    try (TestAdmin admin = admin(ConsoleSettings.DEFAULT)) {
      admin.post("/routes/moderation/pause", TestAdmin.bearer(TestAdmin.OPERATOR));

      assertThat(admin.moves()).containsExactly("pause by ops at 127.0.0.1");
    }
  }

  @Test
  void callersAreToldWhoTheyAre() throws Exception {
    try (TestAdmin admin = admin(ConsoleSettings.DEFAULT)) {
      assertThat(admin.me(TestAdmin.bearer(TestAdmin.JUDGE)))
          .isEqualTo(
              new JsonObject()
                  .put("name", "jo")
                  .put("role", "judge")
                  .put("csrf", "")
                  .put("prompts", true));
    }
  }

  @Test
  void onThisMachineWithoutTokensEverybodyIsAnOperator() throws Exception {
    try (TestAdmin admin = TestAdmin.with(AccessSettings.NONE, Clock.systemUTC())) {
      assertThat(admin.me())
          .isEqualTo(
              new JsonObject()
                  .put("name", "this machine")
                  .put("role", "operator")
                  .put("csrf", "")
                  .put("prompts", true));
      assertThat(admin.post("/routes/moderation/pause").statusCode()).isEqualTo(200);
      assertThat(admin.get("/login").headers().firstValue("location")).hasValue("/console");
    }
  }
}
