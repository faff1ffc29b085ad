package dev.understudy.trainer.evaluation.judge;

import dev.understudy.trainer.evaluation.interval.Bootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Adds up what a judge said. */
final class JudgeCount {
  private final List<Double> scores = new ArrayList<>();
  private int contradictions;
  private int firstPlace;
  private int decided;
  private int repeated;
  private int changed;
  private int unreadable;
  private long calls;
  private long tokens;

  /** Counts a call, whichever it is. */
  void call(JudgeAnswers.Said said) {
    calls++;
    tokens += said.tokens();
    switch (said.preference()) {
      case FIRST -> {
        firstPlace++;
        decided++;
      }
      case SECOND -> decided++;
      case UNREADABLE -> unreadable++;
      case TIE -> {
        // neither place is favoured
      }
    }
  }

  /** Counts a pair: what was said with its first answer shown first, and with it shown second. */
  void pair(Preference plain, Preference swapped) {
    scores.add((plain.score() + 1 - swapped.score()) / 2);
    boolean isDecided = plain == Preference.FIRST || plain == Preference.SECOND;
    contradictions += isDecided && plain == swapped ? 1 : 0;
  }

  /** Counts a call that was asked twice. */
  void repeat(Preference once, Preference again) {
    repeated++;
    changed += once == again ? 0 : 1;
  }

  long calls() {
    return calls;
  }

  long tokens() {
    return tokens;
  }

  JudgeReport report(int leftOut, Bootstrap bootstrap) {
    double[] results =
        scores.stream().mapToDouble(score -> Math.signum(score - 0.5) / 2 + 0.5).toArray();
    int wins = (int) Arrays.stream(results).filter(result -> result == 1).count();
    int losses = (int) Arrays.stream(results).filter(result -> result == 0).count();
    return new JudgeReport(
        results.length,
        wins,
        results.length - wins - losses,
        losses,
        results.length == 0 ? null : Arrays.stream(results).sum() / results.length,
        bootstrap
            .interval(
                results.length,
                rows -> Arrays.stream(rows).mapToDouble(row -> results[row]).sum() / rows.length)
            .orElse(null),
        contradictions,
        decided == 0 ? null : (double) firstPlace / decided,
        repeated,
        changed,
        unreadable,
        calls,
        tokens,
        leftOut);
  }
}
