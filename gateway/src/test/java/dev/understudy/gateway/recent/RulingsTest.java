package dev.understudy.gateway.recent;

import static dev.understudy.gateway.recent.SampleEntries.NOON;
import static dev.understudy.gateway.recent.SampleEntries.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Feedback;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulingsTest {
  private static final long MIB = 1024 * 1024;

  private final Rulings rulings = new Rulings(MIB);

  private static Said said(int request, int second, Ruling ruling, @Nullable String correction) {
    return Said.of(
        new Feedback(
            id(request),
            NOON.plusSeconds(second),
            "g",
            null,
            null,
            correction,
            Ruling.PERSON,
            ruling.comment()),
        ruling);
  }

  private Said ofFirst() {
    return Objects.requireNonNull(rulings.of(id(1)), "said");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theNewestStandsAndKnowsWhatWasRightBeforeInWhateverOrderTheyCome(long seed) {
    Random random = new Random(seed);
    List<Said> all = new ArrayList<>();
    Said gold = null;
    Said expected = null;
    for (int second = 0; second < 8; second++) {
      boolean skips = random.nextInt(3) == 0;
      Said next =
          said(1, second, skips ? Ruling.SKIPPED : Ruling.BOTH_WRONG, skips ? null : "r" + second);
      all.add(next);
      expected = next.after(gold);
      gold = skips ? gold : next;
    }
    Collections.shuffle(all, random);

    all.forEach(rulings::put);

    assertThat(rulings.of(id(1))).as("seed %d: %s", seed, all).isEqualTo(expected);
  }

  @Test
  void whatWasRightBeforeIsKnownStillOnceASkipIsTakenBack() {
    Said corrected = said(1, 1, Ruling.CORRECTED, "a");
    Said skipped = said(1, 2, Ruling.SKIPPED, null);
    Feedback again =
        new Feedback(
            id(1), skipped.justAfter(), "g", null, null, null, "human", "console: corrected");
    rulings.put(corrected);
    rulings.put(skipped);

    rulings.put(Said.of(again, Ruling.CORRECTED));
    rulings.put(said(1, 3, Ruling.TEACHER, "b"));

    assertThat(ofFirst().before()).isEqualTo(corrected);
  }

  @Test
  void whatIsTakenBackIsGoneAndWhatWasRightBeforeStandsAlone() {
    Said first = said(1, 1, Ruling.STUDENT, "a");
    Said second = said(1, 2, Ruling.TEACHER, "b");
    Feedback again =
        new Feedback(
            id(1), second.justAfter(), "g", null, null, "a", "human", first.ruling().comment());
    rulings.put(first);
    rulings.put(second);

    rulings.put(Said.of(again, Ruling.STUDENT));
    rulings.put(second); // kept, and on its way until now

    assertThat(ofFirst()).isEqualTo(Said.of(again, Ruling.STUDENT));
    assertThat(ofFirst().before()).isNull();
  }

  @Test
  void whatIsTakenBackStaysSoWhereSomebodySaidSomethingElseBefore() {
    Said judged = said(1, 1, Ruling.STUDENT, "a");
    rulings.put(judged);

    rulings.put(
        Said.of(
            new Feedback(id(1), judged.justAfter(), "g", null, "", "", "human", null),
            Ruling.TAKEN_BACK));

    assertThat(rulings.ruling(id(1))).isNull();
    assertThat(ofFirst().before()).isNull();
  }

  @Test
  void longTextsAreNotRememberedButThatTheyWereSaid() {
    rulings.put(said(1, 1, Ruling.BOTH_WRONG, "x".repeat(5000)));

    assertThat(ofFirst().isWhole()).isFalse();
    assertThat(ofFirst().touchesGold()).isTrue();
    assertThat(ofFirst().correction()).isNull();
    assertThat(rulings.bytes()).isLessThan(1000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatWasSaidLongestAgoGoesFirstInWhateverOrderTheyCome(long seed) {
    Random random = new Random(seed);
    List<Integer> seconds = new ArrayList<>(IntStream.range(0, 10_000).boxed().toList());
    Collections.shuffle(seconds, random);

    seconds.forEach(
        second -> rulings.put(said(second, second, Ruling.BOTH_WRONG, "right " + second)));

    long held = seconds.stream().filter(each -> rulings.of(id(each)) != null).count();
    assertThat(rulings.bytes()).isBetween(MIB * 9 / 10, MIB);
    assertThat(held).isBetween(1000L, 9000L);
    for (int second : seconds) {
      assertThat(rulings.of(id(second)) != null)
          .as("seed %d, second %d", seed, second)
          .isEqualTo(second >= 10_000 - held);
    }
  }
}
