package dev.understudy.trainer.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidenceTest {
  @Test
  void ofAChatItIsTheMeanProbabilityOfTheTokensAndNotOfTheirRivals() {
    String logprobs =
        "{\"content\":[{\"token\":\"a\",\"logprob\":0,\"top_logprobs\":[{\"logprob\":-9}]},"
            + "{\"token\":\"b\",\"logprob\":-0.6931471805599453}],\"refusal\":[{\"logprob\":-5}]}";

    assertThat(Confidence.of(logprobs)).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void ofACompletionTheFirstTokenMayHaveNone() {
    String logprobs =
        "{\"tokens\":[\"a\",\"b\"],\"token_logprobs\":[null,-0.6931471805599453],"
            + "\"top_logprobs\":[{\"a\":-1}]}";

    assertThat(Confidence.of(logprobs)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void ofARefusalItIsThatOfTheRefusalsTokens() {
    assertThat(Confidence.of("{\"content\":[],\"refusal\":[{\"logprob\":0}]}")).isEqualTo(1.0);
  }

  @Test
  void aTokenIsNeverMoreThanCertain() {
    assertThat(Confidence.of("{\"content\":[{\"logprob\":0.1},{\"logprob\":-9999}]}"))
        .isEqualTo(0.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"content\":null}",
        "{\"content\":[1,[2],null]}",
        "{\"content\":[",
        "{\"content\":[{\"logprob\":\"-1\"}]}",
        "{\"token_logprobs\":[\"x\",{}]}",
        "\u0000"
      })
  void whatHoldsNoLogProbabilitiesHasNoConfidence(String logprobs) {
    assertThat(Confidence.of(logprobs)).isNull();
    assertThat(Confidence.of(null)).isNull();
  }

  @Test
  void whereverItIsCutItNeverThrowsAndStaysAProbability() {
    String whole =
        "{\"content\":[{\"token\":\"a\",\"logprob\":-0.5},{\"logprob\":-2e-1}],\"x\":{\"y\":[1]}}";
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder(whole.substring(0, random.nextInt(whole.length())));
      text.append((char) random.nextInt(128));

      Double confidence = Confidence.of(text.toString());

      assertThat(confidence == null || (confidence >= 0 && confidence <= 1))
          .as("%s", text)
          .isTrue();
    }
  }
}
