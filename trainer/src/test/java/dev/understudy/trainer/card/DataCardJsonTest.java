package dev.understudy.trainer.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DataCardJsonTest {

  @Test
  void formatIsTheOneThatWasAgreedOn() throws IOException {
    String expected;
    try (InputStream in = DataCardJsonTest.class.getResourceAsStream("small-card.json")) {
      expected = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }

    assertThat(DataCardJson.write(SmallCard.named("1"))).isEqualTo(expected);
  }
}
