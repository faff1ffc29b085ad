package dev.understudy.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final TestClock clock = new TestClock(Instant.parse("2026-01-31T12:00:00Z"));
  private static final Token OPS = new Token("ops", Role.OPERATOR, TestAdmin.OPERATOR);
  private static final Token ADA = new Token("ada", Role.VIEWER, TestAdmin.VIEWER);

  private final Attempts attempts = new Attempts(clock);

  private void guess(String address, int times) {
    for (int i = 0; i < times; i++) {
      attempts.failed(address, "guess " + i);
    }
  }

  @Test
  void waitsDoubleUpToABound() {
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      attempts.failed("10.0.0.1", "guess " + i);
      waits.add(attempts.waitSeconds("10.0.0.1"));
    }

    assertThat(waits).containsExactly(0L, 0L, 0L, 0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 32L, 32L, 32L);
    assertThat(attempts.waitSeconds("10.0.0.2")).isZero();
  }

  @Test
  void waitPasses() {
    guess("10.0.0.1", 7);

    clock.advance(Duration.ofMillis(1500));
    assertThat(attempts.waitSeconds("10.0.0.1")).isEqualTo(1);
    clock.advance(Duration.ofMillis(500));
    assertThat(attempts.waitSeconds("10.0.0.1")).isZero();
  }

  @Test
  void guessesAreForgotten() {
    guess("10.0.0.1", 9);

    clock.advance(Duration.ofMinutes(10));
    guess("10.0.0.1", 5);

    assertThat(attempts.waitSeconds("10.0.0.1")).isZero();
  }

  @Test
  void networksOfTheNewerProtocolCountAsOne() {
    for (int i = 0; i < 6; i++) {
      attempts.failed("2001:db8:1:2::" + i, "guess " + i);
    }

    assertThat(attempts.waitSeconds("2001:db8:1:2:ffff::1")).isEqualTo(1);
    assertThat(attempts.waitSeconds("2001:db8:1:3::1")).isZero();
  }

  @Test
  void programsWithOldTokensMakeNobodyWait() {
    for (int round = 0; round < 3; round++) {
      guess("10.0.0.1", 5);
    }
    assertThat(attempts.waitSeconds("10.0.0.1")).isZero();

    guess("10.0.0.1", 16);
    clock.advance(Duration.ofSeconds(32));
    guess("10.0.0.1", 16);
    assertThat(attempts.waitSeconds("10.0.0.1")).isZero();
  }

  @Test
  void wrongTokensThatAreKnownAgainAreBounded() {
    guess("10.0.0.1", 17);

    clock.advance(Duration.ofSeconds(32));
    attempts.failed("10.0.0.1", "guess 16");
    assertThat(attempts.waitSeconds("10.0.0.1")).isZero();
    attempts.failed("10.0.0.1", "guess 0");
    assertThat(attempts.waitSeconds("10.0.0.1")).isEqualTo(32);
  }

  @Test
  void rightTokenIsHeardAtOnceWhereItWasHeardBefore() {
    attempts.heard("10.0.0.1", OPS);
    guess("10.0.0.1", 9);
    guess("10.0.0.2", 9);

    assertThat(attempts.waitSeconds("10.0.0.1", OPS)).isZero();
    assertThat(attempts.waitSeconds("10.0.0.1", ADA)).isEqualTo(8);
    assertThat(attempts.waitSeconds("10.0.0.2", OPS)).isEqualTo(8);
    assertThat(attempts.waitSeconds("10.0.0.1")).isEqualTo(8);
  }

  @Test
  void whereRightTokensWereHeardIsBounded() {
    attempts.heard("10.0.0.1", ADA);
    attempts.heard("10.0.0.1", OPS);
    for (int i = 0; i < 998; i++) {
      attempts.heard("10.1.%d.%d".formatted(i / 250, i % 250), OPS);
    }
    attempts.heard("10.0.0.1", OPS);
    guess("10.0.0.1", 6);

    attempts.heard("10.0.0.9", OPS);

    assertThat(attempts.waitSeconds("10.0.0.1", ADA)).isEqualTo(1);
    assertThat(attempts.waitSeconds("10.0.0.1", OPS)).isZero();
  }

  @Test
  void addressesThatAreRememberedAreBounded() {
    guess("10.0.0.1", 6);

    for (int i = 0; i < 10_000; i++) {
      attempts.failed("10.1.%d.%d".formatted(i / 250, i % 250), "guess");
    }

    assertThat(attempts.waitSeconds("10.0.0.1")).isZero();
  }
}
