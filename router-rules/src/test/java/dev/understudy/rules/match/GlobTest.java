package dev.understudy.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "/v1/models,/v1/models,true",
    "/v1/models,/v1/models/,false",
    "/v1/*,/v1/chat/completions,true",
    "/v1/*,/v1/,true",
    "/v1/*,/v1,false",
    "*/embeddings,/v1/embeddings,true",
    "*/embeddings,/embeddings/x,false",
    "/a*a,/a,false",
    "/a*a,/aa,true",
    "*,anything,true",
    "/x/*/y/*/z,/x/1/y/2/y/3/z,true",
    "/x/*/y/*/z,/x/1/z/2/y/z,false"
  })
  void starsStandForAnyText(String pattern, String text, boolean fits) {
    assertThat(Glob.of(pattern).matches(text)).isEqualTo(fits);
  }

  @Test
  void agreesWithTheSameRegularExpression() {
    Random random = new Random(30);
    for (int i = 0; i < 100_000; i++) {
      String pattern = text(random, "ab*", 8);
      String text = text(random, "ab", 12);
      boolean expected = regex(pattern).matcher(text).matches();

      assertThat(Glob.of(pattern).matches(text))
          .as("seed 30, round %d: %s on %s", i, pattern, text)
          .isEqualTo(expected);
    }
  }

  @Test
  void whatAPatternCoversItMatchesToo() {
    Random random = new Random(31);
    int covering = 0;
    for (int i = 0; i < 100_000; i++) {
      Glob one = Glob.of(text(random, "ab*", 5));
      Glob other = Glob.of(text(random, "ab*", 5));
      String text = text(random, "ab", 8);
      if (one.covers(other) && other.matches(text)) {
        covering++;
        assertThat(one.matches(text))
            .as("seed 31, round %d: %s covers %s but not %s", i, one, other, text)
            .isTrue();
      }
    }
    assertThat(covering).isGreaterThan(100);
  }

  @Test
  void coversPatternsThatStandForLess() {
    assertThat(Glob.of("/v1/*").covers(Glob.of("/v1/chat*"))).isTrue();
    assertThat(Glob.of("*").covers(Glob.of("*/x"))).isTrue();
    assertThat(Glob.of("/v1/chat*").covers(Glob.of("/v1/*"))).isFalse();
    assertThat(Glob.of("/v1").covers(Glob.of("/v1*"))).isFalse();
    assertThat(Glob.of("**").matchesAll()).isTrue();
    assertThat(Glob.of("/*").matchesAll()).isFalse();
  }

  @Test
  @Timeout(20)
  void hostileTextsTakeLinearTime() {
    String needle = "a".repeat(50_000) + "b";
    Glob glob = Glob.of("*" + needle + "*" + needle + "*");

    assertThat(glob.matches("a".repeat(10_000_000))).isFalse();
  }

  private static Pattern regex(String glob) {
    return Pattern.compile(
        Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  private static String text(Random random, String letters, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
