package dev.understudy.trainer.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.request.RequestBody;
import dev.understudy.rules.router.RequestReader;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ComparedRequestTest {
  private static final String PATH = "/v1/chat/completions";

  private static String lookalikes(String text, String more) {
    byte[] body =
        "{\"model\":\"m\",%s\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(more, text)
            .getBytes(UTF_8);
    RequestBody read = Objects.requireNonNull(RequestBody.read(body, PATH));
    return new ComparedRequest(RequestReader.DEFAULT.read(body, PATH, read), new Judged(true, null))
        .lookalikes();
  }

  @Test
  void requestsThatSayTheSameStandOnOneSideWhateverElseTheyAskFor() {
    String plain = lookalikes("is this bad?", "");

    assertThat(lookalikes("is this bad?", "\"stream\":true,")).isEqualTo(plain);
    assertThat(lookalikes("is this bad?", "\"user\":\"u-1\",\"temperature\":0.7,"))
        .isEqualTo(plain);
    assertThat(lookalikes("is that good?", "")).isNotEqualTo(plain);
  }
}
