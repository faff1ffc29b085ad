package dev.understudy.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private final TestClock clock = new TestClock(Instant.parse("2026-01-31T12:00:00Z"));
  private final Sessions sessions = new Sessions(clock, new SecureRandom());

  @Test
  void askingWhetherItLastsIsNoUse() {
    String id = sessions.begin("ada", Role.JUDGE);

    clock.advance(Duration.ofMinutes(59));
    assertThat(sessions.lasts(id)).isTrue();

    clock.advance(Duration.ofMinutes(1));
    assertThat(sessions.lasts(id)).isFalse();
    assertThat(sessions.use(id)).isNull();
  }

  @Test
  void askingDoesNotKeepASessionFromMakingRoom() {
    String asked = sessions.begin("ada", Role.JUDGE);
    String used = sessions.begin("jo", Role.JUDGE);
    for (int i = 2; i < Sessions.MOST; i++) {
      sessions.begin("other " + i, Role.VIEWER);
    }
    sessions.use(used);
    sessions.lasts(asked);

    sessions.begin("one more", Role.VIEWER);

    assertThat(sessions.use(asked)).isNull();
    assertThat(sessions.use(used)).isNotNull();
  }

  @Test
  void whoBeginsTooManyLosesOwnOnesAlone() {
    String others = sessions.begin("ada", Role.JUDGE);
    String first = sessions.begin("jo", Role.JUDGE);
    String second = sessions.begin("jo", Role.JUDGE);
    for (int i = 2; i < Sessions.MOST_OF_ONE; i++) {
      sessions.begin("jo", Role.JUDGE);
    }
    assertThat(sessions.use(first)).isNotNull();

    String newest = sessions.begin("jo", Role.JUDGE);

    assertThat(sessions.use(second)).isNull();
    assertThat(sessions.use(first)).isNotNull();
    assertThat(sessions.use(newest)).isNotNull();
    assertThat(sessions.use(others)).isNotNull();
  }

  @Test
  void endedSessionIsOver() {
    String id = sessions.begin("ada", Role.JUDGE);

    sessions.end(id);

    assertThat(sessions.lasts(id)).isFalse();
    assertThat(sessions.use(id)).isNull();
  }

  @Test
  void whatNobodyMayKnowIsNotPrinted() {
    Session session = new Session("ada", Role.JUDGE, "hush", Instant.EPOCH);

    assertThat(session.toString()).isEqualTo("Session[ada, JUDGE, 1970-01-01T00:00:00Z]");
  }
}
