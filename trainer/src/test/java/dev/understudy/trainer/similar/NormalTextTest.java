package dev.understudy.trainer.similar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NormalTextTest {
  @Test
  void caseWidthAndBlanksMakeNoDifference() {
    assertThat(NormalText.of(" \tHELLO,\u00a0\u3000 \n ｗｏｒｌｄ!\r\n").text())
        .isEqualTo("hello, world!");
    assertThat(NormalText.of("Straße ΣΟΦΟΣ")).isEqualTo(NormalText.of("STRASSE σοφος"));
    assertThat(NormalText.of("e\u0301te\u0301")).isEqualTo(NormalText.of("ÉTÉ"));
  }

  @Test
  void wordsHaveNoPunctuation() {
    assertThat(NormalText.wordsOf("  Well... \"don't\" -- 3.5% 東京 :)").text())
        .isEqualTo("well don t 3.5 東 京");
  }

  @Test
  void anEmptyTextIsOne() {
    assertThat(NormalText.of(" \n ").text()).isEmpty();
    assertThat(NormalText.wordsOf("?!").text()).isEmpty();
    assertThat(NormalText.of("").key()).isEqualTo(NormalText.of(" ").key());
  }

  @Test
  void keysStandForTexts() {
    assertThat(NormalText.of("one text").key()).isEqualTo(NormalText.of("ONE  text").key());
    assertThat(NormalText.of("one text").key()).isNotEqualTo(NormalText.of("one texts").key());
  }

  /** Keys are stored, so they must never change. */
  @Test
  void keysStayAsTheyAre() {
    assertThat(NormalText.of("Understudy").key())
        .isEqualTo(new TextKey(8777106693200233409L, 6489092537072374452L));
  }

  @Test
  void printsNoContent() {
    assertThat(NormalText.of("secret")).hasToString("NormalText[6 characters]");
  }
}
