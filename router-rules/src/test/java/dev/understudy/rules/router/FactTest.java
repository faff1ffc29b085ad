package dev.understudy.rules.router;

import static dev.understudy.rules.router.SampleRouters.asking;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactTest {
  @Test
  void amountsCountByTheirLogarithm() {
    byte[] body =
        """
        {"stream":true,"max_tokens":99,"tools":[{},{},{}],"messages":[
         {"role":"system","content":"Look."},
         {"role":"user","content":[{"type":"text","text":"And now?"},
          {"type":"image_url","image_url":{"url":"data:,A"}},
          {"type":"image_url","image_url":{"url":"data:,B"}}]}]}"""
            .getBytes(UTF_8);

    assertThat(of(body, Fact.TOKENS)).isCloseTo(log(body.length / 4), near());
    assertThat(of(body, Fact.CHARACTERS))
        .isCloseTo(log("system: Look.\n\nuser: And now?\n[image]\n[image]".length()), near());
    assertThat(of(body, Fact.WORDS)).isCloseTo(log(15), near());
    assertThat(of(body, Fact.MESSAGES)).isCloseTo(log(2), near());
    assertThat(of(body, Fact.TOOLS)).isCloseTo(log(3), near());
    assertThat(of(body, Fact.IMAGES)).isCloseTo(log(2), near());
    assertThat(of(body, Fact.STREAM)).isEqualTo(1);
    assertThat(of(body, Fact.MAX_TOKENS)).isCloseTo(log(99), near());
  }

  @ParameterizedTest
  @CsvSource({
    "Tea FOR 2, CAPITALS, 0.4444",
    "Tea FOR 2, DIGITS, 0.1111",
    "a+b=c!, SIGNS, 0.5",
    "Größe, ACCENTED, 0.4",
    "Γειά σου, GREEK, 0.875",
    "чай, CYRILLIC, 1",
    "שלום, SEMITIC, 1",
    "चाय, INDIC, 1",
    "お茶, EAST_ASIAN, 1",
    "차, EAST_ASIAN, 1",
    "\ud83d\ude00, OTHER, 1",
  })
  void writingCountsByItsShare(String text, Fact fact, double share) {
    assertThat((double) of(asking(text), fact)).isCloseTo(share, Offset.offset(0.0001));
  }

  private static float of(byte[] body, Fact fact) {
    RequestFeatures features =
        Objects.requireNonNull(RequestReader.DEFAULT.read(body, SampleRouters.CHAT));
    return features.facts()[Arrays.asList(Fact.values()).indexOf(fact)];
  }

  private static float log(int amount) {
    return (float) Math.log1p((double) amount);
  }

  private static Offset<Float> near() {
    return Offset.offset(1e-6f);
  }
}
