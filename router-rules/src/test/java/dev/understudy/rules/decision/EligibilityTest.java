package dev.understudy.rules.decision;

import static dev.understudy.rules.decision.DealtRequest.CHAT;
import static dev.understudy.rules.decision.DealtRequest.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.request.SampleRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EligibilityTest {
  @Test
  void aCallThatStandsForItselfIsNotWithheld() {
    SampleRequest request = SampleRequest.head("POST", CHAT, Map.of());

    assertThat(Eligibility.withheldByHead(request)).isNull();
    assertThat(Eligibility.withheld(request.with(body(null, null)))).isNull();
  }

  @Test
  void theHeadOfWhatIsNoCallIsReasonEnough() {
    assertThat(Eligibility.withheld(SampleRequest.head("GET", CHAT, Map.of())))
        .isEqualTo(Withheld.NOT_A_CALL);
    assertThat(Eligibility.withheld(SampleRequest.head("POST", "/v1/files", Map.of())))
        .isEqualTo(Withheld.NOT_A_CALL);
  }

  @Test
  void aBodyThatCannotBeReadOrIsStatefulIsAReason() {
    SampleRequest request = SampleRequest.head("POST", CHAT, Map.of());

    assertThat(Eligibility.withheld(request.with(null))).isEqualTo(Withheld.NOT_JSON);
    assertThat(Eligibility.withheld(request.with(body(null, "background"))))
        .isEqualTo(Withheld.STATEFUL);
  }
}
