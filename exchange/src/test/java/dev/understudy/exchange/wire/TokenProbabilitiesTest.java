package dev.understudy.exchange.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenProbabilitiesTest {
  @Test
  void ofAChatItIsTheMeanProbabilityOfTheTokensAndNotOfTheirRivals() {
    String logprobs =
        "{\"content\":[{\"token\":\"a\",\"logprob\":0,\"top_logprobs\":[{\"logprob\":-9}]},"
            + "{\"token\":\"b\",\"logprob\":-0.6931471805599453}],\"refusal\":[{\"logprob\":-5}]}";

    TokenProbabilities found = Objects.requireNonNull(TokenProbabilities.of(logprobs));
    assertThat(found.tokens()).isEqualTo(2);
    assertThat(found.mean()).isCloseTo(0.75, within(1e-12));
    assertThat(found.geometricMean()).isCloseTo(Math.sqrt(0.5), within(1e-12));
  }

  @Test
  void ofACompletionTheFirstTokenMayHaveNone() {
    String logprobs =
        "{\"tokens\":[\"a\",\"b\"],\"token_logprobs\":[null,-0.6931471805599453],"
            + "\"top_logprobs\":[{\"a\":-1}]}";

    assertThat(Objects.requireNonNull(TokenProbabilities.of(logprobs)).mean())
        .isCloseTo(0.5, within(1e-12));
  }

  @Test
  void ofARefusalItIsThatOfTheRefusalsTokens() {
    assertThat(TokenProbabilities.of("{\"content\":[],\"refusal\":[{\"logprob\":0}]}"))
        .isEqualTo(new TokenProbabilities(1, 1, 1));
  }

  @Test
  void aTokenIsNeverMoreThanCertain() {
    assertThat(TokenProbabilities.of("{\"content\":[{\"logprob\":0.1},{\"logprob\":-9999}]}"))
        .isEqualTo(new TokenProbabilities(2, 0.5, 0));
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
    assertThat(TokenProbabilities.of(logprobs)).isNull();
    assertThat(TokenProbabilities.of(null)).isNull();
  }

  @Test
  void whereverItIsCutItNeverThrowsAndStaysAProbability() {
    String whole =
        "{\"content\":[{\"token\":\"a\",\"logprob\":-0.5},{\"logprob\":-2e-1}],\"x\":{\"y\":[1]}}";
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder(whole.substring(0, random.nextInt(whole.length())));
      text.append((char) random.nextInt(128));

      TokenProbabilities found = TokenProbabilities.of(text.toString());

      assertThat(
              found == null
                  || (found.geometricMean() >= 0
                      && found.geometricMean() <= found.mean() + 1e-12
                      && found.mean() <= 1))
          .as("%s", text)
          .isTrue();
    }
  }
}
