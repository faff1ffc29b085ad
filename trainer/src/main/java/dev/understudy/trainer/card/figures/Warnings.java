package dev.understudy.trainer.card.figures;

import static dev.understudy.trainer.card.figures.Words.quoted;
import static dev.understudy.trainer.page.Numbers.grouped;
import static dev.understudy.trainer.page.Numbers.percent;

import dev.understudy.trainer.card.Agreement;
import dev.understudy.trainer.card.CrossTable;
import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.card.Drift;
import dev.understudy.trainer.card.Overview;
import dev.understudy.trainer.card.Ranking;
import dev.understudy.trainer.card.Repeats;
import dev.understudy.trainer.card.StageCount;
import dev.understudy.trainer.card.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells what of a card is to be mended, or at least known, and by which keys of the settings. */
final class Warnings {
  private static final double LARGE_USER = 0.2;
  private static final double LARGE_DROP = 0.5;
  private static final double LARGE_SYNTHETIC = 0.5;
  private static final double GOOD_AGREEMENT = 0.9;

  private final DataCard card;
  private final Findings findings;

  private Warnings(DataCard card, Findings findings) {
    this.card = card;
    this.findings = findings;
  }

  /** What is to be said of a card, serious things first. */
  static List<Warning> of(DataCard card) {
    Findings findings = new Findings();
    Warnings warnings = new Warnings(card, findings);
    if (card.overview().kept() == 0) {
      findings.serious(
          "Nothing is kept.", "See below which stage drops most, and loosen its settings.");
    } else {
      PartWarnings parts = new PartWarnings(card, findings);
      parts.parts();
      parts.labels();
      warnings.repeats();
      warnings.shares();
      warnings.drops();
      warnings.agreement();
      warnings.drift();
    }
    return findings.all();
  }

  private void repeats() {
    Repeats same = card.sameInputs();
    Repeats near = card.nearDuplicates();
    long leaked = Math.max(same.leaked(), near == null ? 0 : near.leaked());
    if (leaked > 0) {
      findings.serious(
          "rows of the test sets that ask the same, or nearly the same, as rows of train: %s."
              .formatted(grouped(leaked)),
          "Let 'dedupe.near' find them, and keep them together: 'splits.by: duplicates'.");
    }
    if (same.conflicting() > 0) {
      findings.notice(
          "inputs kept more than once, with different labels: %s."
              .formatted(grouped(same.conflicting())),
          "Keep one answer each by 'dedupe.conflicts'.");
    }
  }

  private void shares() {
    Overview overview = card.overview();
    for (Ranking ranking : card.makeup().rankings()) {
      if (ranking.what().equals(Dimension.USER.words())) {
        ranking.top().stream()
            .filter(each -> each.name() != null && each.rows() >= LARGE_USER * ranking.rows())
            .forEach(
                each ->
                    findings.notice(
                        "one user holds %s of the rows: %s."
                            .formatted(percent(each.rows(), ranking.rows()), quoted(each.name())),
                        "Cap users by 'balance.caps.user'."));
      }
    }
    long synthetic = rows(card.makeup().provenances(), "synthetic");
    if (synthetic > LARGE_SYNTHETIC * overview.kept()) {
      findings.notice(
          "%s of the kept rows were made by a model."
              .formatted(percent(synthetic, overview.kept())),
          "Lower their share by 'balance.mix' with 'by: provenance'.");
    }
    if (overview.unanswered() > 0) {
      findings.serious(
          "kept rows with nothing to answer, neither text nor tool calls: %s."
              .formatted(grouped(overview.unanswered())),
          "Drop them by 'filters.empty: true'.");
    }
  }

  private void drops() {
    List<StageCount> stages = card.stages();
    for (StageCount stage : stages) {
      for (Map.Entry<String, Long> each : stage.dropped().entrySet()) {
        if (each.getValue() >= LARGE_DROP * stage.rowsIn()) {
          findings.notice(
              "the stage %s drops %s of its rows as %s."
                  .formatted(
                      quoted(stage.stage()),
                      percent(each.getValue(), stage.rowsIn()),
                      quoted(each.getKey())),
              "Look at the examples below, and see the settings of '%s'.".formatted(stage.stage()));
        }
      }
    }
    if (!stages.isEmpty() && stages.get(stages.size() - 1).kept() != card.overview().kept()) {
      findings.serious(
          "the last stage counts %s kept rows, the set has %s."
              .formatted(
                  grouped(stages.get(stages.size() - 1).kept()), grouped(card.overview().kept())),
          "The set and its counts are not of the same run: run all stages again.");
    }
  }

  private void agreement() {
    Agreement agreement = card.agreement();
    if (agreement != null && agreement.high() < GOOD_AGREEMENT) {
      findings.notice(
          "the teacher agrees with gold in only %s of %s rows."
              .formatted(
                  percent(agreement.agreeing(), agreement.rows()), grouped(agreement.rows())),
          "Learn from gold where there is some, by 'labels.gold: prefer', or ask a better teacher.");
    }
  }

  private void drift() {
    Drift drift = card.drift();
    if (drift == null) {
      return;
    }
    List<String> notable = new ArrayList<>();
    drift.categories().stream()
        .filter(each -> each.verdict() == Drift.Verdict.NOTABLE)
        .forEach(each -> notable.add(each.what()));
    drift.lengths().stream()
        .filter(each -> each.verdict() == Drift.Verdict.NOTABLE)
        .forEach(each -> notable.add(each.what()));
    if (!notable.isEmpty()) {
      findings.notice(
          "the newest week differs from the rest in its " + String.join(", ", notable) + ".",
          "See below; if the change will last, move 'corpus.from' forward, or wait for more of it.");
    }
  }

  private static long rows(CrossTable table, String name) {
    return table.lines().stream()
        .filter(each -> name.equals(each.name()))
        .mapToLong(CrossTable.Line::sum)
        .sum();
  }
}
