package dev.understudy.sink.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RedactionPolicyTest {
  @Test
  void theUsualPolicyLooksForEverything() {
    RedactionPolicy usual = RedactionPolicy.usual();

    assertThat(usual.detectors()).containsExactly(Detector.values());
    assertThat(usual.phoneRegions()).containsExactly("US");
    assertThat(usual.pseudonyms()).isNull();
  }

  @Test
  void aDetectorThatIsOffFindsNothing() {
    Redactor emailOnly =
        Redactor.of(
            new RedactionPolicy(Set.of(Detector.EMAIL), Map.of(), List.of(), List.of(), null));
    Redactor none =
        Redactor.of(new RedactionPolicy(Set.of(), Map.of(), List.of(), List.of(), null));
    String text = "bob@example.com 4111111111111111 +14155552671";

    assertThat(emailOnly.text(text).text()).isEqualTo("<EMAIL_1> 4111111111111111 +14155552671");
    assertThat(none.text(text).text()).isEqualTo(text);
  }

  @Test
  void detectorsHaveWords() {
    assertThat(Detector.NATIONAL_ID.word()).isEqualTo("national_id");
  }

  @Test
  void aPatternMustBeOne() {
    assertPattern(
        "TICKET", "TICK-(", "pattern 'TICKET' is not an RE2 pattern: missing closing ): `TICK-(`");
    assertPattern(
        "TICKET",
        "(?=x)",
        "pattern 'TICKET' is not an RE2 pattern: invalid or unsupported Perl syntax: `(?=`");
    assertPattern("TICKET", "x*", "pattern 'TICKET' matches the empty text");
  }

  @Test
  void aPatternsNameMustBeOne() {
    String rule =
        ": its name must begin with a letter and have A-Z, 0-9, _ alone, 64 characters at most";
    assertPattern("ticket", "x", "pattern 'ticket'" + rule);
    assertPattern("1A", "x", "pattern '1A'" + rule);
    assertPattern("", "x", "pattern ''" + rule);
    assertPattern("EMAIL", "x", "pattern 'EMAIL': the name is taken; choose another one");
    assertPattern("CUT", "x", "pattern 'CUT': the name is taken; choose another one");
  }

  @Test
  void aPointerMustBeOne() {
    for (String wrong : List.of("", "messages", "/a~2b", "/a~")) {
      assertThatThrownBy(
              () -> new RedactionPolicy(Set.of(), Map.of(), List.of(wrong), List.of(), null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("drop '" + wrong + "' is not a JSON pointer such as /messages/*/content");
    }
  }

  @Test
  void aRegionMustBeKnown() {
    assertThatThrownBy(
            () -> new RedactionPolicy(Set.of(), Map.of(), List.of(), List.of("us"), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("phone region 'us' is not known; expected a code such as US or DE");
  }

  private static void assertPattern(String name, String pattern, String message) {
    assertThatThrownBy(
            () -> new RedactionPolicy(Set.of(), Map.of(name, pattern), List.of(), List.of(), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
