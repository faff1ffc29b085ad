package dev.understudy.diff.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final long BEGUN = 1_700_000_000_000L;
  private static final Metric DIFFERENT = new Metric("different", 0.05);
  private static final Metric FAILED = new Metric("failed", 0.01);
  private static final Terms BOTH = new Terms(List.of(DIFFERENT, FAILED), 0.05, 1_000L);

  private final Judge judge = new Judge(BOTH, BEGUN);

  private static Standing standing(int good, int bad) {
    Evidence evidence = new Evidence(2, 0);
    for (int i = 0; i < good + bad; i++) {
      evidence.observe(0, i < bad, BEGUN);
      evidence.observe(1, i < bad, BEGUN);
    }
    return evidence.standing();
  }

  @Test
  void nothingIsShownWithoutObservations() {
    Judgement judgement = judge.judge(0, List.of());

    assertThat(judgement.outcome()).isEqualTo(Outcome.CONTINUE);
    assertThat(judgement.readings())
        .allSatisfy(
            reading -> {
              assertThat(reading.harmLogWealth()).isCloseTo(0, within(1e-12));
              assertThat(reading.passLogWealth()).isCloseTo(0, within(1e-12));
            });
  }

  @Test
  void badStudentIsRolledBack() {
    assertThat(judge.judge(0, List.of(standing(5, 5))).outcome()).isEqualTo(Outcome.ROLL_BACK);
  }

  @Test
  void stretchSinceTheStudentTurnedBadIsNamed() {
    Evidence evidence = new Evidence(2, 0);
    for (int i = 0; i < 1_000; i++) {
      evidence.observe(0, false, BEGUN + i * 1_000L);
    }
    long turned = BEGUN + 1_000 * 1_000L;
    for (int i = 0; i < 20; i++) {
      evidence.observe(0, true, turned + i * 1_000L);
    }

    Judgement judgement = judge.judge(0, List.of(evidence.standing()));

    assertThat(judgement.outcome()).isEqualTo(Outcome.ROLL_BACK);
    assertThat(judgement.worst().worst()).isEqualTo(new Counts(20, 20));
    assertThat(judgement.worst().worstSinceMillis()).isEqualTo(turned);
  }

  @Test
  void goodStudentIsPromotedOnceAllMetricsAreShown() {
    Judgement early = judge.judge(0, List.of(standing(200, 0)));
    Judgement late = judge.judge(0, List.of(standing(900, 0)));

    assertThat(early.outcome()).isEqualTo(Outcome.CONTINUE);
    assertThat(early.slowest().metric()).isEqualTo(FAILED);
    assertThat(late.outcome()).isEqualTo(Outcome.PROMOTE);
  }

  @Test
  void openQuestionIsUndecidedAtTheBudget() {
    assertThat(judge.judge(0, List.of(standing(990, 10))).outcome()).isEqualTo(Outcome.UNDECIDED);
  }

  @Test
  void severalGatewaysProveTogetherWhatNoneProvesAlone() {
    Standing third = standing(300, 0);

    assertThat(judge.judge(0, List.of(third)).outcome()).isEqualTo(Outcome.CONTINUE);
    assertThat(judge.judge(0, List.of(third, third, third)).outcome()).isEqualTo(Outcome.PROMOTE);
    assertThat(judge.isGoodEnough(0, List.of(third, third, third))).isTrue();
  }

  @Test
  void gatewaysAddUpToWhatOneWouldHaveFound() {
    SplittableRandom dice = new SplittableRandom(3);
    Evidence one = new Evidence(2, 0);
    List<Evidence> three = List.of(new Evidence(2, 0), new Evidence(2, 0), new Evidence(2, 0));
    for (int i = 0; i < 300; i++) {
      boolean bad = dice.nextDouble() < 0.08;
      long now = BEGUN + (i / 30) * Slice.WINDOW_MILLIS;
      one.observe(0, bad, now);
      three.get(i % 3).observe(0, bad, now);
    }

    Reading whole = judge.judge(0, List.of(one.standing())).readings().get(0);
    Reading summed =
        judge.judge(0, three.stream().map(Evidence::standing).toList()).readings().get(0);

    assertThat(summed.all()).isEqualTo(whole.all());
    assertThat(summed.harmLogWealth()).isCloseTo(whole.harmLogWealth(), within(1e-9));
    assertThat(summed.passLogWealth()).isCloseTo(whole.passLogWealth(), within(1e-9));
  }

  @Test
  void passBeginsAnewWithAStepAndHarmGoesOn() {
    Evidence evidence = new Evidence(2, 0);
    for (int i = 0; i < 900; i++) {
      evidence.observe(0, false, BEGUN);
      evidence.observe(1, false, BEGUN);
    }
    double before = judge.judge(0, List.of(evidence.standing())).readings().get(0).harmLogWealth();

    evidence.beginStep(1);
    Judgement after = judge.judge(1, List.of(evidence.standing()));

    assertThat(after.outcome()).isEqualTo(Outcome.CONTINUE);
    assertThat(after.readings().get(0).step()).isEqualTo(Counts.NONE);
    assertThat(after.readings().get(0).all()).isEqualTo(new Counts(900, 0));
    assertThat(after.readings().get(0).harmLogWealth()).isEqualTo(before);
  }

  @Test
  void gatewayThatDidNotHearOfTheStepYetCountsForHarmAlone() {
    Judgement judgement = judge.judge(1, List.of(standing(900, 0)));

    assertThat(judgement.readings().get(0).step()).isEqualTo(Counts.NONE);
    assertThat(judgement.readings().get(0).all()).isEqualTo(new Counts(900, 0));
  }

  @Test
  void slicesStayFewOverAMonthAndLoseNoCount() {
    Evidence evidence = new Evidence(2, 0);
    int windows = 30 * 24 * 360;
    for (int i = 0; i < windows; i++) {
      evidence.observe(0, i % 50 == 0, BEGUN + i * Slice.WINDOW_MILLIS);
    }

    Tally tally = evidence.standing().tallies().get(0);

    assertThat(tally.slices()).hasSizeLessThan(40);
    assertThat(tally.all()).isEqualTo(new Counts(windows, windows / 50));
    assertThat(tally.slices().subList(tally.slices().size() - 4, tally.slices().size()))
        .allSatisfy(slice -> assertThat(slice.last()).isEqualTo(slice.first()));
  }

  @Test
  void standingsOfGatewaysThatEndedAddUpAndLoseNoCount() {
    Evidence one = new Evidence(2, 1);
    Evidence other = new Evidence(2, 2);
    for (int i = 0; i < 1_000; i++) {
      one.observe(0, i % 10 == 0, BEGUN + 3L * i * Slice.WINDOW_MILLIS);
      other.observe(0, i % 4 == 0, BEGUN + 5L * i * Slice.WINDOW_MILLIS);
    }

    Tally sum = one.standing().plus(other.standing()).tallies().get(0);

    assertThat(sum.all()).isEqualTo(new Counts(2_000, 350));
    assertThat(sum.step()).isEqualTo(new Counts(1_000, 250));
    assertThat(sum.slices()).hasSizeLessThan(40);
    for (int i = 1; i < sum.slices().size(); i++) {
      assertThat(sum.slices().get(i).first()).isGreaterThan(sum.slices().get(i - 1).last());
    }
  }

  @Test
  void clockThatGoesBackLosesNoObservation() {
    Evidence evidence = new Evidence(2, 0);
    evidence.observe(0, false, BEGUN);
    evidence.observe(0, true, BEGUN - 1_000_000);

    assertThat(evidence.standing().tallies().get(0).all()).isEqualTo(new Counts(2, 1));
  }

  @Test
  void stakesAreTheWholeCapitalAndNoMore() {
    double staked = 0;
    for (int window = 0; window < 1_000; window++) {
      double stake = Reserve.before(window) - Reserve.before(window + 1);
      assertThat(stake).isPositive();
      staked += stake;
    }

    assertThat(staked + Reserve.before(1_000)).isCloseTo(1, within(1e-12));
  }

  @Test
  void betsAreFairAtTheLimitAndLoseOnTheOtherSide() {
    for (double limit : new double[] {0.001, 0.05, 0.5, 0.99}) {
      assertThat(expectedGrowth(Bets.above(limit), limit)).isCloseTo(1, within(1e-12));
      assertThat(expectedGrowth(Bets.below(limit), limit)).isCloseTo(1, within(1e-12));
      assertThat(expectedGrowth(Bets.above(limit), limit * 0.9)).isLessThan(1);
      assertThat(expectedGrowth(Bets.below(limit), Math.min(1, limit * 1.1))).isLessThan(1);
    }
  }

  private static double expectedGrowth(Bets bets, double rate) {
    return rate * Math.exp(bets.logWealth(1, 1)) + (1 - rate) * Math.exp(bets.logWealth(1, 0));
  }
}
