package dev.understudy.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Lists of refusals, and of answers that look like them; one each line. */
class RefusalTest {
  private static final double LEAST_RECALL = 0.95;
  private static final double LEAST_PRECISION = 0.97;

  @Test
  void nearlyAllRefusalsAreRecognisedAndNearlyNothingElse() throws IOException {
    List<String> refusals = lines("refusals.txt");
    List<String> answers = lines("answers.txt");

    List<String> missed = refusals.stream().filter(text -> !Refusal.isOne(text)).toList();
    List<String> mistaken = answers.stream().filter(Refusal::isOne).toList();

    double found = refusals.size() - missed.size();
    assertThat(found / refusals.size()).as("missed: %s", missed).isGreaterThan(LEAST_RECALL);
    assertThat(found / (found + mistaken.size()))
        .as("mistaken: %s", mistaken)
        .isGreaterThan(LEAST_PRECISION);
  }

  @Test
  void aRefusalIsKnownWhateverItsCaseItsApostrophesAndTheSpaceAroundIt() {
    assertThat(Refusal.isOne("\n  I CAN\u2019T HELP WITH THAT. ")).isTrue();
  }

  @Test
  void anAnswerThatOpensWithInabilityAndBringsCodeIsAnAnswer() {
    assertThat(Refusal.isOne("I can't help with version 1.\n```\nrun()\n```")).isFalse();
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in = RefusalTest.class.getResourceAsStream(name)) {
      byte[] all = Objects.requireNonNull(in, name).readAllBytes();
      return new String(all, StandardCharsets.UTF_8).lines().toList();
    }
  }
}
