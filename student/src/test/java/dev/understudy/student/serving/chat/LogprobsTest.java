package dev.understudy.student.serving.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.student.model.Reply.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Probabilities of answers, taken apart into those of their words. */
class LogprobsTest {
  @Test
  void wordsMultiplyToTheAnswersProbability() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Candidate> candidates = candidates(random);
      for (Candidate candidate : candidates) {
        JsonNode content = new Logprobs(candidate.text(), 0, candidates).toJson(20).path("content");

        double sum = 0;
        StringBuilder text = new StringBuilder();
        for (JsonNode token : content) {
          text.append(token.path("token").asText());
          sum += token.path("logprob").asDouble();
          assertThat(total(token.path("top_logprobs")))
              .as("seed %d", seed)
              .isLessThanOrEqualTo(1 + 1e-9);
        }
        assertThat(text).hasToString(candidate.text());
        assertThat(Math.exp(sum))
            .as("seed %d", seed)
            .isCloseTo(candidate.probability(), within(1e-9));
      }
    }
  }

  @Test
  void choiceLiesWhereAnswersPart() {
    List<Candidate> candidates =
        List.of(
            new Candidate("very good", 0.5),
            new Candidate("very bad", 0.3),
            new Candidate("so so", 0.2));

    JsonNode content = new Logprobs("very bad", 0.3, candidates).toJson(1).path("content");

    assertThat(content.path(0).path("logprob").asDouble()).isCloseTo(Math.log(0.8), within(1e-12));
    assertThat(content.path(1).path("logprob").asDouble())
        .isCloseTo(Math.log(0.3 / 0.8), within(1e-12));
    assertThat(content.path(1).path("top_logprobs")).hasSize(1);
    assertThat(content.path(1).path("top_logprobs").path(0).path("token").asText())
        .isEqualTo(" good");
  }

  @Test
  void loneAnswerCarriesItsProbabilityInItsFirstWord() {
    JsonNode content =
        new Logprobs("all is well", 0.8, List.of(new Candidate("all is well", 0.8)))
            .toJson(0)
            .path("content");

    assertThat(content.path(0).path("logprob").asDouble()).isCloseTo(Math.log(0.8), within(1e-12));
    assertThat(content.path(1).path("logprob").asDouble()).isZero();
    assertThat(content.path(2).path("logprob").asDouble()).isZero();
    assertThat(content.path(0).path("top_logprobs")).isEmpty();
  }

  @Test
  void answerThatIsNoCandidateCountsWithItsConfidence() {
    JsonNode content =
        new Logprobs("maybe", 0.1, List.of(new Candidate("yes", 0.9))).toJson(2).path("content");

    assertThat(content.path(0).path("logprob").asDouble()).isCloseTo(Math.log(0.1), within(1e-12));
    assertThat(content.path(0).path("top_logprobs").path(0).path("token").asText())
        .isEqualTo("yes");
  }

  @Test
  void impossibleWordsAreFinite() {
    List<Candidate> candidates = List.of(new Candidate("yes", 1), new Candidate("no", 0));

    JsonNode content = new Logprobs("no", 0, candidates).toJson(2).path("content");

    assertThat(content.path(0).path("logprob").asDouble()).isEqualTo(-9999);
  }

  /** Different answers that often begin alike, none the beginning of another, adding up to 1. */
  private static List<Candidate> candidates(Random random) {
    List<String> texts = new ArrayList<>();
    int most = 1 + random.nextInt(6);
    for (int i = 0; i < most; i++) {
      StringBuilder text = new StringBuilder();
      for (int word = 0; word < 4; word++) {
        text.append(word == 0 ? "" : " ").append(random.nextBoolean() ? "ja" : "nö");
      }
      if (!texts.contains(text.toString())) {
        texts.add(text.toString());
      }
    }
    double[] weights = random.doubles(texts.size(), 0.01, 1).toArray();
    double all = Arrays.stream(weights).sum();
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      candidates.add(new Candidate(texts.get(i), weights[i] / all));
    }
    return candidates;
  }

  private static double total(JsonNode tops) {
    double total = 0;
    for (JsonNode top : tops) {
      total += Math.exp(top.path("logprob").asDouble());
    }
    return total;
  }
}
