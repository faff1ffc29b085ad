package dev.understudy.gateway.rollout;

import static dev.understudy.gateway.rollout.SampleRules.canary;
import static dev.understudy.gateway.rollout.SampleRules.gate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.Gate;
import dev.understudy.rules.Route;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private final Route route = canary("student-7", gate(), "1", "10");

  @Test
  void staysTheSameFromVersionToVersion() {
    assertThat(Fingerprint.of(route)).isEqualTo("81b51f98916e");
  }

  @Test
  void shareAndStepsAreNotInIt() {
    assertThat(Fingerprint.of(canary("student-7", gate(), "5", "20", "50")))
        .isEqualTo(Fingerprint.of(route));
  }

  @Test
  void anotherStudentHasAnother() {
    assertThat(Fingerprint.of(canary("student-8", gate(), "1", "10")))
        .isNotEqualTo(Fingerprint.of(route));
  }

  @Test
  void anotherGateHasAnother() {
    Gate holding = gate(Gate.OnHarm.HOLD, Gate.OnPass.PROMOTE);

    assertThat(Fingerprint.of(canary("student-7", holding, "1", "10")))
        .isNotEqualTo(Fingerprint.of(route));
  }
}
