package dev.understudy.diff.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the gate is wrong and how fast it is right, over many simulated canaries with a look
 * after every observation. The figures printed are those of docs/evidence.md.
 */
class OperatingCharacteristicsTest {
  private static final long SEED = 20_260_131;
  private static final double ALPHA = 0.05;
  private static final double LIMIT = 0.05;

  /** How long the replicas need for one observation: five fall into one window. */
  private static final long SLOW = Slice.WINDOW_MILLIS / 5;

  /** All observations fall into one window, which makes no difference to <em>good enough?</em>. */
  private static final long FAST = 1;

  private static Terms terms(int metrics) {
    return new Terms(
        IntStream.range(0, metrics).mapToObj(i -> new Metric("metric-" + i, LIMIT)).toList(),
        ALPHA,
        null);
  }

  /** What each of many trials came to, sorted; those that did not decide last. */
  private static int[] trials(
      int runs, int metrics, int replicas, long millisBetween, ToIntFunction<Trial> run) {
    SplittableRandom dice = new SplittableRandom(SEED);
    return IntStream.range(0, runs)
        .map(i -> run.applyAsInt(new Trial(terms(metrics), replicas, millisBetween, dice.split())))
        .map(decided -> decided < 0 ? Integer.MAX_VALUE : decided)
        .sorted()
        .toArray();
  }

  private static long decided(int[] trials) {
    return Arrays.stream(trials).filter(i -> i < Integer.MAX_VALUE).count();
  }

  private static int median(int[] trials) {
    return trials[trials.length / 2];
  }

  private static String shown(int[] trials) {
    return List.of(trials[trials.length / 10], median(trials), trials[trials.length * 9 / 10])
        .toString()
        .replace(Integer.toString(Integer.MAX_VALUE), "never");
  }

  private static void print(String what, Object figure) {
    System.out.printf("evidence: %s: %s%n", what, figure);
  }

  @ParameterizedTest
  @CsvSource({"2000,1,1,0.05", "2000,1,3,0.05", "1000,3,1,0.05", "1000,3,3,0.05", "1000,1,3,0.02"})
  void goodStudentIsRarelyRolledBack(int runs, int metrics, int replicas, double rate) {
    long wrong =
        decided(trials(runs, metrics, replicas, SLOW, trial -> trial.harmShownAfter(rate, 2_000)));

    print(
        "false roll-backs of %d, %d metrics, %d replicas, rate %s"
            .formatted(runs, metrics, replicas, rate),
        wrong);
    assertThat(wrong).isLessThan((long) (ALPHA * runs));
  }

  @ParameterizedTest
  @CsvSource({"2000,1,1,0.05", "2000,1,3,0.05", "1000,3,1,0.05", "1000,3,3,0.05", "1000,1,1,0.08"})
  void badStudentIsRarelyPromoted(int runs, int metrics, int replicas, double rate) {
    long wrong =
        decided(trials(runs, metrics, replicas, FAST, trial -> trial.passShownAfter(rate, 2_000)));

    print(
        "false promotions of %d, %d metrics, %d replicas, rate %s"
            .formatted(runs, metrics, replicas, rate),
        wrong);
    assertThat(wrong).isLessThan((long) (ALPHA * runs));
  }

  @ParameterizedTest
  @CsvSource({"1,1,88", "1,3,88", "3,1,88"})
  void studentAtFifteenPercentIsSoonRolledBack(int metrics, int replicas, int atMost) {
    int[] slow =
        trials(1_000, metrics, replicas, SLOW, t -> t.othersAt(0.01).harmShownAfter(0.15, 3_000));
    int[] fast =
        trials(1_000, metrics, replicas, FAST, t -> t.othersAt(0.01).harmShownAfter(0.15, 3_000));

    String which =
        " the first of %d metrics, %d replicas: p10, median, p90".formatted(metrics, replicas);
    print("roll back at 15%, five observations a window," + which, shown(slow));
    print("roll back at 15%, all within one window," + which, shown(fast));
    assertThat(median(slow)).isLessThanOrEqualTo(atMost);
    assertThat(median(fast)).isLessThanOrEqualTo(atMost);
  }

  @ParameterizedTest
  @CsvSource({"1", "3"})
  void studentAtTwoPercentIsSoonPromoted(int replicas) {
    int[] trials = trials(1_000, 1, replicas, FAST, t -> t.passShownAfter(0.02, 6_000));

    print("promote at 0.02, %d replicas: p10, median, p90".formatted(replicas), shown(trials));
    assertThat(median(trials)).isLessThanOrEqualTo(577);
  }

  @Test
  void fartherFromTheLimitIsDecidedSooner() {
    List<Integer> harmful =
        Stream.of(0.08, 0.10, 0.15, 0.20, 0.50).map(rate -> median(harm(rate))).toList();
    List<Integer> good = Stream.of(0.03, 0.02, 0.01, 0.0).map(rate -> median(pass(rate))).toList();

    assertThat(harmful).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(good).isSortedAccordingTo(Comparator.reverseOrder());
  }

  private static int[] harm(double rate) {
    int[] trials = trials(500, 1, 1, SLOW, t -> t.harmShownAfter(rate, 5_000));
    print("roll back at " + rate + ": p10, median, p90", shown(trials));
    return trials;
  }

  private static int[] pass(double rate) {
    int[] trials = trials(500, 1, 1, FAST, t -> t.passShownAfter(rate, 5_000));
    print("promote at " + rate + ": p10, median, p90", shown(trials));
    return trials;
  }

  @ParameterizedTest
  @CsvSource({"1000,1,2000", "10000,1,2000", "10000,3,2000", "10000,1,100", "10000,1,10"})
  void studentThatTurnsBadAfterLongIsRolledBackWithinSomeHundreds(
      int goodBefore, int replicas, long millisBetween) {
    int[] trials =
        trials(
            200,
            1,
            replicas,
            millisBetween,
            trial -> {
              trial.passesUnwatched(0.02, goodBefore);
              return trial.harmShownAfter(0.15, 5_000);
            });

    print(
        "roll back at 15%% after %d observations at 0.02, %d replicas, one each %d ms"
            .formatted(goodBefore, replicas, millisBetween),
        shown(trials));
    long aWindow = Slice.WINDOW_MILLIS / millisBetween;
    assertThat((long) median(trials)).isLessThan(400 + aWindow);
  }
}
