package dev.understudy.trainer.similar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShinglesTest {
  private static final NearSettings WORDS = NearSettings.DEFAULT;
  private static final NearSettings CHARACTERS =
      new NearSettings(0.85, ShingleUnit.CHARACTERS, 4, 128, 1);

  @Test
  void areRunsOfWords() {
    Shingles some = words("a b c d e");
    Shingles other = words("a b c d f");

    assertThat(some.size()).isEqualTo(3);
    assertThat(some.jaccard(other)).isEqualTo(2 / 4.0);
    assertThat(other.jaccard(some)).isEqualTo(2 / 4.0);
  }

  @Test
  void areRunsOfCodePoints() {
    Shingles some = characters("😀äb c");
    Shingles other = characters("😀äb d");

    assertThat(some.size()).isEqualTo(2);
    assertThat(some.jaccard(other)).isEqualTo(1 / 3.0);
  }

  @Test
  void repeatedOnesCountOnce() {
    assertThat(words("a b c a b c a b c").size()).isEqualTo(3);
    assertThat(words("a b c a b c a b c").jaccard(words("a b c a b c"))).isEqualTo(3 / 4.0 + 0.25);
  }

  @Test
  void aShortTextIsOneShingle() {
    assertThat(words("two words").size()).isEqualTo(1);
    assertThat(words("two words").jaccard(words("Two, WORDS!"))).isEqualTo(1);
    assertThat(words("two words").jaccard(words("two more"))).isZero();
    assertThat(words("two words").jaccard(words("two words more"))).isZero();
  }

  @Test
  void emptyTextsResembleEachOtherAlone() {
    assertThat(words("").jaccard(words(" ?! "))).isEqualTo(1);
    assertThat(words("").jaccard(words("a"))).isZero();
    assertThat(characters("").jaccard(characters(" "))).isEqualTo(1);
  }

  @Test
  void scriptsWithoutSpacesHaveAWordPerCharacter() {
    assertThat(words("東京は晴れ").size()).isEqualTo(3);
  }

  @Test
  void wordsDoNotRunTogether() {
    assertThat(words("ab c d").jaccard(words("a bc d"))).isZero();
  }

  @Test
  void loneSurrogatesDoNoHarm() {
    assertThat(characters("\ud83d abc \ude00").jaccard(characters("\ud83d abc \ude00")))
        .isEqualTo(1);
  }

  @Test
  void survivesAsBytes() {
    Shingles some = words("the quick brown fox jumps over the lazy dog");

    assertThat(Shingles.ofBytes(some.toBytes()).jaccard(some)).isEqualTo(1);
    assertThat(Shingles.ofBytes(some.toBytes()).size()).isEqualTo(some.size());
  }

  private static Shingles words(String text) {
    return Shingles.of(text, WORDS);
  }

  private static Shingles characters(String text) {
    return Shingles.of(text, CHARACTERS);
  }
}
