package dev.understudy.gateway.student;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
  private Guard guard = new Guard("small", 1, true);

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 403, 404, 413, 422, 451})
  void whatIsWellOrSaysSomethingOfTheRequestKeepsItClosed(int status) {
    answer(status, 60);

    assertThat(guard.isOpen()).isFalse();
    assertThat(guard.underWay()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 302, 401, 402, 408, 429, 500, 502, 503, 529})
  void whatSaysThatWhoWasAskedCannotAnswerOpensIt(int status) {
    answer(status, 10);

    assertThat(guard.isOpen()).isTrue();
    assertThat(guard.enter()).isEqualTo(Guard.Refusal.BREAKER_OPEN);
    assertThat(guard.underWay()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 402})
  void aKeyOfTheClientsThatIsRefusedKeepsItClosed(int status) {
    guard = new Guard("teacher", 1, false);

    answer(status, 60);

    assertThat(guard.isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 422})
  void refusedRequestsDoNotThinOutFailures(int status) {
    for (int i = 0; i < 10; i++) {
      answer(status, 4);
      answer(500, 1);
    }

    assertThat(guard.isOpen()).isTrue();
  }

  private void answer(int status, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(guard.enter()).isNull();
      guard.answered(status, 1);
    }
  }
}
