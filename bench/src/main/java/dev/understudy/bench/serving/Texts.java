package dev.understudy.bench.serving;

import dev.understudy.student.tokens.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;

/** Made-up texts of numbers of tokens drawn evenly. */
final class Texts {
  private static final List<String> WORDS =
      List.of(
          "the",
          "of",
          "and",
          "people",
          "never",
          "order",
          "is",
          "you",
          "that",
          "account",
          "house",
          "please",
          "comment",
          "because",
          "article",
          "nothing",
          "terrible",
          "wonderful",
          "would",
          "river",
          "government",
          "thanks",
          "stupid",
          "answer",
          "question",
          "winter",
          "music",
          "one",
          "about",
          "delivery",
          "refund",
          "my",
          "we",
          "they",
          "should",
          "unbelievable",
          "again");

  private Texts() {}

  /**
   * Texts of a tokenizer's own tokens; the same seed, the same texts.
   *
   * @param least the fewest tokens, those included that mark beginning and end
   * @param most the most
   */
  static List<String> drawn(Tokenizer tokenizer, int count, int least, int most, long seed) {
    return drawn(text -> tokenizer.count(text) + 2, count, least, most, seed);
  }

  static List<String> drawn(
      ToIntFunction<String> tokens, int count, int least, int most, long seed) {
    SplittableRandom dice = new SplittableRandom(seed);
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(text(tokens, least + dice.nextInt(most - least + 1), dice));
    }
    return texts;
  }

  /** The longest that has no more tokens. */
  private static String text(ToIntFunction<String> tokens, int limit, SplittableRandom dice) {
    String text = word(dice);
    while (true) {
      String longer = text + " " + word(dice);
      if (tokens.applyAsInt(longer) > limit) {
        return text;
      }
      text = longer;
    }
  }

  private static String word(SplittableRandom dice) {
    return WORDS.get(dice.nextInt(WORDS.size()));
  }
}
