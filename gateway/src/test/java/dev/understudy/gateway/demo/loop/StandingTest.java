package dev.understudy.gateway.demo.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class StandingTest {
  @Test
  void rowHoldsTheSlowestProofOfGoodAndTheNearestOfHarm() throws JsonProcessingException {
    Standing standing = standing("continue");

    assertThat(standing.row(40, 10))
        .isEqualTo(
            "    20%       40       10        50          2   4.0%  1.0% - 14.5%  "
                + "    1.5 of 20    0.8 of 40  not enough yet");
    assertThat(Standing.titles().indexOf("shown"))
        .isEqualTo(standing.row(40, 10).indexOf("not enough yet"));
  }

  @Test
  void evidenceIsOpenUntilItSaysOneOrTheOther() throws JsonProcessingException {
    assertThat(standing("continue").isOpen()).isTrue();
    assertThat(standing("promote").isOpen()).isFalse();
    assertThat(standing("promote").isGoodEnough()).isTrue();
    assertThat(standing("promote").row(1, 1)).endsWith("  good enough");
    assertThat(standing("roll_back").isOpen()).isFalse();
    assertThat(standing("roll_back").isGoodEnough()).isFalse();
    assertThat(standing("roll_back").row(1, 1)).endsWith("  harmful");
  }

  @Test
  void callsAreSettledByComparisonsAndFailures() throws JsonProcessingException {
    assertThat(standing("continue").settled()).isEqualTo(90 + 3);
  }

  private static Standing standing(String outcome) throws JsonProcessingException {
    String json =
        """
        {"share": "20%%", "state": "running", "reason": "rules", "evidence": {"outcome": "%s", "metrics": [
          {"metric": "different", "observations": 50, "bad": 2, "rate": 0.04, "rate_low": 0.01,
           "rate_high": 0.145, "observations_in_all": 90, "harm_wealth": 0.8, "harm_shown_at": 40,
           "pass_wealth": 1.5, "pass_shown_at": 20},
          {"metric": "failed", "bad_in_all": 3, "harm_wealth": 0.1, "harm_shown_at": 40, "pass_wealth": 9.5,
           "pass_shown_at": 20}]}}
        """
            .formatted(outcome);
    return new Standing(new ObjectMapper().readTree(json));
  }
}
