package dev.understudy.trainer.card.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trainer.card.DataCardJson;
import dev.understudy.trainer.card.SeededCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Writes a card to look at: {@code target/data-card.html}, and beside it the same as JSON. */
class SamplePageTest {

  @Test
  void cardOfASeededSetIsWrittenToBeLookedAt() throws IOException {
    Path page = Path.of("target", "data-card.html");

    Files.writeString(page, DataCardPage.write(SeededCard.CARD));
    Files.writeString(Path.of("target", "data-card.json"), DataCardJson.write(SeededCard.CARD));

    assertThat(page)
        .content()
        .contains("<bdi>reviews-2026-03</bdi>", "Notable: &#39;", "Its content must not be");
  }
}
