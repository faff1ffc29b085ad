package dev.understudy.rules.router;

import static dev.understudy.rules.router.SampleRouters.CHAT;
import static dev.understudy.rules.router.SampleRouters.asking;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.rules.request.RequestBody;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearnedRouterTest {
  @Test
  void wordsMakeRequestsHardOrEasy() {
    LearnedRouter router = SampleRouters.knowing("irony", -3);

    assertThat(router.score(asking("irony"), CHAT)).isCloseTo(0.0474, Offset.offset(0.0001));
    assertThat(router.score(asking("weather"), CHAT)).isEqualTo(0.5);
  }

  @Test
  void factsCountWithinWhatTrainingSaw() {
    LearnedRouter router = SampleRouters.lookingAt(Fact.MAX_TOKENS, -1);

    // ln(1 + n) is 0.7, 2.4 and 11.5; 1 and 3 are the bounds.
    assertThat(scoreOfMaxTokens(router, 1)).isCloseTo(sigmoid(2 * (0.5 - 1) - 1), near());
    assertThat(scoreOfMaxTokens(router, 10))
        .isCloseTo(sigmoid(2 * (0.5 - Math.log(11)) - 1), near());
    assertThat(scoreOfMaxTokens(router, 100_000)).isCloseTo(sigmoid(2 * (0.5 - 3) - 1), near());
  }

  private static double scoreOfMaxTokens(LearnedRouter router, int tokens) {
    return router.score(("{\"max_tokens\":" + tokens + ",\"messages\":[]}").getBytes(UTF_8), CHAT);
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  private static Offset<Double> near() {
    return Offset.offset(1e-6);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, messages",
    "/v1/completions, prompt",
    "/v1/responses, input",
    "/v1/messages, messages",
    "/moderate, messages",
  })
  void everyApiIsRead(String path, String member) {
    LearnedRouter router = SampleRouters.knowing("irony", -3);

    assertThat(router.score(("{\"" + member + "\":\"irony\"}").getBytes(UTF_8), path))
        .isLessThan(0.05);
  }

  @Test
  void ofLongConversationsTheBeginningAndTheEndAreRead() {
    LearnedRouter router = SampleRouters.knowing("irony", -30);
    String filling = "a ".repeat(200);

    assertThat(router.score(asking("irony " + filling), CHAT)).isLessThan(0.4);
    assertThat(router.score(asking(filling + "irony"), CHAT)).isLessThan(0.4);
    assertThat(router.score(asking("a ".repeat(90) + "irony " + filling), CHAT)).isEqualTo(0.5);
  }

  @Test
  void nothingIsToldOfBodiesThatAreNoObjects() {
    LearnedRouter router = SampleRouters.knowing("irony", 3);

    assertThat(router.score("irony".getBytes(UTF_8), CHAT)).isZero();
    assertThat(router.score("{\"messages\":\"irony\"".getBytes(UTF_8), CHAT)).isZero();
    assertThat(router.score(new byte[0], CHAT)).isZero();
  }

  @Test
  void anyBytesHaveAScore() {
    LearnedRouter router = SampleRouters.random(5).router();
    Random dice = new Random(8);
    for (int i = 0; i < 2_000; i++) {
      byte[] body = asking("Tea \\u00e9 \ud83d\ude00 for 2");
      for (int damage = dice.nextInt(3); damage > 0; damage--) {
        body[dice.nextInt(body.length)] = (byte) dice.nextInt();
      }

      assertThat(router.score(body, CHAT)).isBetween(0.0, 1.0);
    }
  }

  @Test
  void bodiesThatWereReadAlreadyScoreAlike() {
    LearnedRouter router = SampleRouters.random(3).router();
    byte[] body = asking("Tea for two");
    RequestBody read = Objects.requireNonNull(RequestBody.read(body, CHAT));

    assertThat(router.score(body, CHAT, read)).isEqualTo(router.score(body, CHAT));
  }

  @Test
  void weightsThatDoNotFitAreRefused() {
    LearnedRouter sound = SampleRouters.random(1).router();

    assertThatThrownBy(
            () ->
                new LearnedRouter(
                    sound.reader(), sound.facts(), new float[8], 0, sound.calibration()))
        .hasMessageMatching("table must have \\d+ places, got 8");
    assertThatThrownBy(() -> new LearnedRouter.FactWeight(1, 2, 1))
        .hasMessage("least and most must be finite numbers in this order, got 2.0 and 1.0");
    assertThatThrownBy(() -> new LearnedRouter.Calibration(0, 1))
        .hasMessage("slope must be greater than 0, got 0.0");
  }
}
