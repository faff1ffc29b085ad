package dev.understudy.trainer.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trainer.example.Cost;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Gold;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Target;
import dev.understudy.trainer.filter.FilterSettings.Bounds;
import dev.understudy.trainer.filter.FilterSettings.Finish;
import dev.understudy.trainer.filter.FilterSettings.Json;
import dev.understudy.trainer.filter.FilterSettings.Languages;
import dev.understudy.trainer.filter.FilterSettings.Length;
import dev.understudy.trainer.filter.FilterSettings.Part;
import dev.understudy.trainer.filter.FilterSettings.Pattern;
import dev.understudy.trainer.filter.FilterSettings.Repeating;
import dev.understudy.trainer.filter.FilterSettings.Sureness;
import dev.understudy.trainer.filter.FilterSettings.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the texts are: nothing throws, and looser bounds drop no more. */
class AnyTextTest {
  private static final List<String> BITS =
      List.of(
          "\u0000",
          "\ud800",
          "\udc00",
          "\ud83d\ude00",
          "\n",
          "\r",
          "\t",
          "\u2028",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "\\",
          "\\ud8",
          "```",
          "|",
          ":",
          ",",
          "1e999999999",
          "-0",
          "null",
          "sorry",
          "I can't ",
          "help ",
          "\u6211\u65e0\u6cd5",
          "e\u0301",
          "\u202e",
          "the ",
          "a b c d e f g ",
          "Der Betrag wurde gestern erstattet. ",
          "We have refunded the full amount. ",
          "\u1e9e",
          "\u0130",
          "\ufdfa");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nothingThrowsWhateverTheTextsAre(long seed) {
    Random random = new Random(seed);
    Filters filters = Filters.of(everything(random));
    for (int i = 0; i < 60; i++) {
      Example example = example(random, 1 + random.nextInt(60));

      assertThat(filters.reasons(example)).as("seed %s, %s", seed, i).isNotNull();
      assertThat(filters.check(example)).isEqualTo(filters.reasons(example).stream().findFirst());
    }
  }

  @Test
  void nothingThrowsOnALargeOrADeepText() {
    Random random = new Random(9);
    Filters filters = Filters.of(everything(random));
    List<String> large =
        List.of(
            text(random, 40_000),
            "a".repeat(1 << 20),
            "[".repeat(1 << 20),
            "[".repeat(499) + "]".repeat(499),
            "\ud800".repeat(1 << 20),
            "sorry, ".repeat(1 << 17),
            "\n".repeat(1 << 20));
    for (String text : large) {
      assertThat(filters.reasons(Examples.answer(text))).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void looserBoundsDropNoMore(long seed) {
    Random random = new Random(seed);
    int saved = 0;
    for (int i = 0; i < 400; i++) {
      Example example = example(random, 1 + random.nextInt(200));
      Pair pair = pair(random);

      boolean strictKeeps = Filters.of(pair.strict()).check(example).isEmpty();
      boolean looseKeeps = Filters.of(pair.loose()).check(example).isEmpty();

      assertThat(!strictKeeps || looseKeeps).as("seed %s, %s: %s", seed, i, pair).isTrue();
      saved += !strictKeeps && looseKeeps ? 1 : 0;
    }

    assertThat(saved).isGreaterThan(20);
  }

  private record Pair(FilterSettings strict, FilterSettings loose) {}

  private static Pair pair(Random random) {
    int less = random.nextInt(100);
    int more = less + random.nextInt(100);
    double low = random.nextDouble();
    double high = low + random.nextDouble() * (1 - low);
    return switch (random.nextInt(6)) {
      case 0 ->
          new Pair(
              FiltersTest.length(null, new Bounds(less, 1_000, Unit.CHARACTERS)),
              FiltersTest.length(null, new Bounds(less / 2, 1_000, Unit.CHARACTERS)));
      case 1 ->
          new Pair(
              FiltersTest.length(new Bounds(0, less, Unit.TOKENS), null),
              FiltersTest.length(new Bounds(0, more, Unit.TOKENS), null));
      case 2 -> new Pair(FiltersTest.sureness(high, false), FiltersTest.sureness(low, true));
      case 3 ->
          new Pair(
              RepetitionTest.settings(new Repeating(low, low, 1 + less / 20)),
              RepetitionTest.settings(new Repeating(high, high, 1 + more / 20)));
      case 4 ->
          new Pair(
              LanguageFilterTest.settings(new Languages(List.of(), List.of("en"), 5, 1.01)),
              LanguageFilterTest.settings(new Languages(List.of(), List.of("en", "de"), 9, 1.2)));
      default ->
          new Pair(finish(List.of("stop")), finish(List.of("stop", "length", "content_filter")));
    };
  }

  private static FilterSettings finish(List<String> allowed) {
    return new FilterSettings(
        false, new Finish(allowed), false, null, null, null, null, List.of(), null, false);
  }

  private static FilterSettings everything(Random random) {
    return new FilterSettings(
        true,
        Finish.COMPLETE,
        true,
        new Repeating(random.nextDouble(), random.nextDouble(), 1 + random.nextInt(20)),
        new Json(true, "{\"type\":[\"object\",\"array\"],\"maxProperties\":2}"),
        new Length(new Bounds(2, 40, Unit.TOKENS), new Bounds(2, 400, Unit.CHARACTERS)),
        new Languages(List.of("en"), List.of("de"), 3, 1.05),
        List.of(new Pattern("p", Part.ANSWER, "(a|b)*c", true)),
        new Sureness(0.5, false),
        true);
  }

  private static Example example(Random random, int bits) {
    List<String> endings = List.of("stop", "length", "content_filter", "\u0000");
    Target target =
        new Target(
            text(random, bits).repeat(random.nextBoolean() ? 1 : 2 + random.nextInt(20)),
            random.nextInt(4) == 0 ? text(random, 3) : null,
            null,
            Provenance.TEACHER,
            random.nextBoolean() ? text(random, 5) : null,
            random.nextBoolean() ? text(random, 1) : null,
            endings.get(random.nextInt(endings.size())),
            random.nextBoolean() ? random.nextDouble() : null);
    Gold gold = new Gold(text(random, bits), random.nextBoolean() ? text(random, 1) : null, null);
    return Examples.of(
        text(random, bits), target, gold, new Cost(random.nextBoolean() ? 50L : 0L, 0, null));
  }

  private static String text(Random random, int bits) {
    List<String> text = new ArrayList<>();
    for (int i = 0; i < bits; i++) {
      text.add(
          random.nextInt(3) == 0
              ? String.valueOf((char) random.nextInt(0x10000))
              : BITS.get(random.nextInt(BITS.size())));
    }
    return String.join("", text);
  }
}
