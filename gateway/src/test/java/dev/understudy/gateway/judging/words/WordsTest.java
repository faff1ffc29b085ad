package dev.understudy.gateway.judging.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  @Test
  void wordsAreOneRunOfCharactersInCapitalsOrNot() {
    Words words = Words.of("Strange  Answer");

    assertThat(words.in("a STRANGE  answer!")).isNotNull();
    assertThat(words.in("a strange answer")).isNull();
    assertThat(words.in(null)).isNull();
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
    assertThat(Words.of("gr\u00fcn").in(json)).isNotNull();
    assertThat(Words.of("gr\u00fcn").inStringsOf(json)).isNotNull();
  }

  @Test
  void ofJsonTheStringsCountAndNotTheKeys() {
    assertThat(Words.of("city").inStringsOf("{\"city\": \"Bern\"}")).isNull();
    assertThat(Words.of("bern").inStringsOf("{\"city\": \"Bern\"}")).isNotNull();
    assertThat(Words.of("bern").inStringsOf("no JSON: bern")).isNull();
  }

  @Test
  void jsonWithinJsonWithinJsonEndsSomewhere() {
    String json = "[".repeat(100_000);

    assertThat(Words.of("x").in(json)).isNull();
  }

  private static @Nullable String marked(String words, String text) {
    Excerpt found = Words.of(words).in(text);
    return found == null
        ? null
        : found.text().substring(0, found.from())
            + "["
            + found.text().substring(found.from(), found.to())
            + "]"
            + found.text().substring(found.to());
  }

  @Test
  void anExcerptHasThemAndALittleOfWhatIsAroundThem() {
    String before = "b".repeat(100);
    String behind = "c".repeat(100);

    assertThat(marked("YES", "oh yes!")).isEqualTo("oh [yes]!");
    assertThat(marked("yes", before + "Yes" + behind))
        .isEqualTo("\u2026" + "b".repeat(60) + "[Yes]" + "c".repeat(60) + "\u2026");
    assertThat(marked("gr\u00fcn", "{\"a\": [\"so GR\\u00dcN!\"]}")).isEqualTo("so [GR\u00dcN]!");
  }

  @Test
  void anExcerptPartsNoCharacterAndMarksLettersThatAreCapitalsOfSeveral() {
    String smile = "\ud83d\ude00";
    for (int i = 0; i < 4; i++) {
      String text = "x".repeat(i) + smile.repeat(100) + "yes" + "x".repeat(i) + smile.repeat(100);

      String found = Objects.requireNonNull(marked("yes", text));

      assertThat(found).contains("[yes]");
      assertThat(new String(found.getBytes(UTF_8), UTF_8)).isEqualTo(found);
    }
    assertThat(marked("yes", "\u0130\u0130\u0130 yes \u0130"))
        .isEqualTo("\u0130\u0130\u0130 [yes] \u0130");
    assertThat(marked("\u039f\u0394\u039f\u03a3", "\u03bf\u03b4\u03cc \u03bf\u03b4\u03bf\u03c2"))
        .as("a final sigma")
        .isEqualTo("\u03bf\u03b4\u03cc [\u03bf\u03b4\u03bf\u03c2]");
    assertThat(marked("\ud83a\udd22", "a \ud83a\udd00")).as("Adlam").isEqualTo("a [\ud83a\udd00]");
  }

  /** Any words of any text are marked where they stand, whatever letters there are. */
  @Test
  void wordsOutOfATextAreMarkedAsTheyStand() {
    Random random = new Random(20);
    String letters = "aB\u00fc\u0130\u03a3\u03c2\u00df\ud83d\ude00 \n";
    int[] points = letters.codePoints().toArray();
    for (int i = 0; i < 5000; i++) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(200);
      for (int n = 0; n < length; n++) {
        text.appendCodePoint(points[random.nextInt(points.length)]);
      }
      int from = text.offsetByCodePoints(0, random.nextInt(length));
      int left = text.codePointCount(from, text.length());
      int to = text.offsetByCodePoints(from, 1 + random.nextInt(Math.min(8, left)));
      String wanted = text.substring(from, to);

      Excerpt found = Objects.requireNonNull(Words.of(wanted).in(text.toString()));

      assertThat(found.text().substring(found.from(), found.to())).isEqualToIgnoringCase(wanted);
      assertThat(text.toString()).contains(found.text().replace("\u2026", ""));
    }
  }

  @Test
  void neitherAreExcerptsTold() {
    assertThat(Words.of("secret").in("a secret")).hasToString("Excerpt[8 characters]");
  }

  @Test
  void theyAreNotTold() {
    assertThat(Words.of("secret")).hasToString("Words[6 characters]");
  }
}
