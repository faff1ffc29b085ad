package dev.understudy.gateway.rollout;

import static dev.understudy.gateway.rollout.SampleRules.percent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.Share;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutTest {
  private static final Rollout.Cause BEGIN =
      new Rollout.Cause(Instant.parse("2026-01-31T07:00:00Z"), "rules", "new");
  private static final Rollout.Cause LATER =
      new Rollout.Cause(Instant.parse("2026-01-31T08:00:00Z"), "ann", "because");
  private static final Origin RULES =
      new Origin(percent("5"), List.of(percent("1"), percent("5"), percent("25")));

  private static Rollout in(State state) {
    Rollout running = Rollout.begin("moderation", "1f0c22ab90de", RULES, BEGIN);
    return switch (state) {
      case RUNNING -> running;
      case PAUSED -> running.paused(BEGIN);
      case ROLLED_BACK -> running.rolledBack(BEGIN);
      case DONE -> running.promoted(BEGIN).promoted(BEGIN);
    };
  }

  private static Rollout move(Rollout rollout, String move) {
    return switch (move) {
      case "promote" -> rollout.promoted(LATER);
      case "harm" -> rollout.rolledBack(LATER);
      case "rollBackByHand" -> rollout.rolledBackByHand(LATER);
      case "pause" -> rollout.paused(LATER);
      case "resume" -> rollout.resumed(RULES, LATER);
      default -> throw new IllegalArgumentException(move);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "RUNNING, promote, RUNNING, 25",
    "RUNNING, harm, ROLLED_BACK, 0",
    "RUNNING, rollBackByHand, ROLLED_BACK, 0",
    "RUNNING, pause, PAUSED, 5",
    "RUNNING, resume, RUNNING, 5",
    "PAUSED, rollBackByHand, ROLLED_BACK, 0",
    "PAUSED, resume, RUNNING, 5",
    "ROLLED_BACK, resume, RUNNING, 5",
    "DONE, harm, ROLLED_BACK, 0",
    "DONE, rollBackByHand, ROLLED_BACK, 0",
    "DONE, pause, PAUSED, 25",
    "DONE, resume, RUNNING, 5",
  })
  void moveLeadsTo(State from, String move, State to, String share) {
    Rollout after = move(in(from), move);

    assertThat(after.state()).isEqualTo(to);
    assertThat(after.share()).isEqualTo(percent(share));
    assertThat(after.by()).isEqualTo("ann");
    assertThat(after.since()).isEqualTo(LATER.at());
  }

  @ParameterizedTest
  @CsvSource({
    "PAUSED, promote",
    "PAUSED, harm",
    "PAUSED, pause",
    "ROLLED_BACK, promote",
    "ROLLED_BACK, harm",
    "ROLLED_BACK, rollBackByHand",
    "ROLLED_BACK, pause",
    "DONE, promote",
  })
  void forbiddenMoveChangesNothing(State from, String move) {
    assertThat(move(in(from), move)).isEqualTo(in(from));
  }

  @Test
  void resumeDropsTheEvidence() {
    Rollout resumed = in(State.ROLLED_BACK).resumed(RULES, LATER);

    assertThat(resumed.generation()).isEqualTo(2);
    assertThat(resumed.begun()).isEqualTo(LATER.at());
    assertThat(resumed.evidence()).isEqualTo(Map.of());
  }

  @Test
  void editedShareHoldsAtOnceAndLetsADoneRolloutRunAgain() {
    Origin edited = new Origin(percent("10"), List.of(percent("50")));

    Rollout after = in(State.DONE).edited(edited, LATER);

    assertThat(after.state()).isEqualTo(State.RUNNING);
    assertThat(after.share()).isEqualTo(percent("10"));
    assertThat(after.next()).contains(percent("50"));
    assertThat(after.generation()).isEqualTo(1);
  }

  @Test
  void editedShareLeavesARollBack() {
    Rollout after = in(State.ROLLED_BACK).edited(new Origin(percent("10"), List.of()), LATER);

    assertThat(after.state()).isEqualTo(State.ROLLED_BACK);
    assertThat(after.share()).isEqualTo(Share.NONE);
  }

  @Test
  void shareOfTheSameRulesStaysWhereEvidenceBroughtIt() {
    Rollout promoted = in(State.RUNNING).promoted(LATER);

    assertThat(promoted.edited(RULES, LATER)).isEqualTo(promoted);
  }

  @Test
  void lostLedgerIsKnownByItsEarlierGenerationOrTheRollBackItForgot() {
    Rollout first = in(State.RUNNING);
    Rollout resumed = first.resumed(RULES, LATER);
    Rollout begunAgain = Rollout.begin("moderation", "1f0c22ab90de", RULES, LATER);

    assertThat(first.isBehind(resumed)).isTrue();
    assertThat(begunAgain.isBehind(in(State.ROLLED_BACK))).isTrue();
  }

  @Test
  void rollBackElsewhereIsTakenWhateverWasDoneHere() {
    Rollout promotedTwiceHere = in(State.RUNNING).promoted(LATER).promoted(LATER);
    Rollout begunLaterElsewhere =
        Rollout.begin("moderation", "1f0c22ab90de", RULES, LATER).rolledBack(LATER);

    assertThat(in(State.ROLLED_BACK).isBehind(promotedTwiceHere)).isFalse();
    assertThat(in(State.PAUSED).isBehind(promotedTwiceHere)).isFalse();
    assertThat(begunLaterElsewhere.isBehind(in(State.RUNNING))).isFalse();
  }
}
