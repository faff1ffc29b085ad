package dev.understudy.gateway.judging.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  @Test
  void wordsAreOneRunOfCharactersInCapitalsOrNot() {
    Words words = Words.of("Strange  Answer");

    assertThat(words.in("a STRANGE  answer!")).isTrue();
    assertThat(words.in("a strange answer")).isFalse();
    assertThat(words.in(null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"said\": \"gr\\u00fcn\"}",
        " [{\"a\": [\"GR\\u00dcN\"]}]",
        "{\"arguments\": \"{\\\"said\\\": \\\"gr\\\\u00fcn\\\"}\"}",
        "{\"said\": \"gr\\u00fcn\", \"cut"
      })
  void escapesOfJsonHideNothing(String json) {
    assertThat(Words.of("gr\u00fcn").in(json)).isTrue();
    assertThat(Words.of("gr\u00fcn").inStringsOf(json)).isTrue();
  }

  @Test
  void ofJsonTheStringsCountAndNotTheKeys() {
    assertThat(Words.of("city").inStringsOf("{\"city\": \"Bern\"}")).isFalse();
    assertThat(Words.of("bern").inStringsOf("{\"city\": \"Bern\"}")).isTrue();
    assertThat(Words.of("bern").inStringsOf("no JSON: bern")).isFalse();
  }

  @Test
  void jsonWithinJsonWithinJsonEndsSomewhere() {
    String json = "[".repeat(100_000);

    assertThat(Words.of("x").in(json)).isFalse();
  }

  @Test
  void theyAreNotTold() {
    assertThat(Words.of("secret")).hasToString("Words[6 characters]");
  }
}
