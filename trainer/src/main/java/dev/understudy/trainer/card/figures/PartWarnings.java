package dev.understudy.trainer.card.figures;

import static dev.understudy.trainer.card.figures.Words.quoted;
import static dev.understudy.trainer.page.Numbers.grouped;
import static dev.understudy.trainer.page.Numbers.percent;

import dev.understudy.trainer.card.CrossTable;
import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.card.SplitSize;
import dev.understudy.trainer.example.Split;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Warns of parts and of labels in parts that are too small, or missing. */
final class PartWarnings {
  private static final double RARE_LABEL = 0.05;
  private static final long FEW_TRAIN = 500;
  private static final long FEW_TEST = 100;
  private static final long FEW_OF_A_LABEL = 30;

  private final DataCard card;
  private final Findings findings;

  PartWarnings(DataCard card, Findings findings) {
    this.card = card;
    this.findings = findings;
  }

  /** What the sizes of the parts give cause for. */
  void parts() {
    List<SplitSize> splits = card.makeup().splits();
    if (rows(splits, Split.TRAIN) == 0) {
      findings.serious(
          "There is nothing to train on: no row is in train.",
          "Lower 'splits.validation' and 'splits.test_indist'.");
    } else if (rows(splits, Split.TRAIN) < FEW_TRAIN) {
      findings.notice(
          "train has only %s rows.".formatted(grouped(rows(splits, Split.TRAIN))),
          "Widen 'corpus.from' and 'corpus.to', or loosen 'filters' and 'balance'.");
    }
    if (rows(splits, Split.TEST_INDIST) + rows(splits, Split.TEST_BALANCED) == 0) {
      findings.serious(
          "There is no test set: nothing will tell how good a student is.",
          "Set 'splits.test_indist' or 'splits.test_balanced' above 0.");
    }
    if (rows(splits, Split.VALIDATION) == 0) {
      findings.notice(
          "There is no validation set: nothing tells when to stop training.",
          "Set 'splits.validation' above 0.");
    }
    long indist = rows(splits, Split.TEST_INDIST);
    if (indist > 0 && indist < FEW_TEST) {
      findings.notice(
          "test-indist has only %s rows: what it measures will be coarse."
              .formatted(grouped(indist)),
          "Raise 'splits.test_indist'.");
    }
  }

  /** What the labels give cause for. */
  void labels() {
    CrossTable labels = card.makeup().labels();
    int train = labels.columns().indexOf(Split.TRAIN.word());
    if (card.overview().labels() == 0) {
      return;
    }
    if (card.overview().labels() == 1) {
      findings.serious(
          "All labelled rows have the same label: there is nothing to tell apart.",
          "See whether 'filters' drop the others, and where 'labels.read' looks for them.");
    }
    if (train >= 0) {
      for (CrossTable.Line line : labels.lines()) {
        rareInTrain(line.name(), line.rows().get(train), labels.totals().get(train));
      }
    }
    for (int column = 0; column < labels.columns().size(); column++) {
      fewInTest(labels, column, train);
    }
    if (card.overview().unlabelled() > 0) {
      findings.notice(
          "%s of the kept rows have no label, while others have one."
              .formatted(percent(card.overview().unlabelled(), card.overview().kept())),
          "Drop them by 'labels.without: drop', or say in 'labels.read' where it stands.");
    }
  }

  private void rareInTrain(@Nullable String label, long rows, long all) {
    if (label != null && rows > 0 && rows < RARE_LABEL * all) {
      findings.notice(
          "label %s is %s of train (%s rows)."
              .formatted(quoted(label), percent(rows, all), grouped(rows)),
          "Raise its share by 'balance.mix' with 'by: label'.");
    }
  }

  private void fewInTest(CrossTable labels, int column, int train) {
    String split = labels.columns().get(column);
    if (split == null || !Split.of(split).isTest()) {
      return;
    }
    for (CrossTable.Line line : labels.lines()) {
      long rows = line.rows().get(column);
      if (line.name() == null) {
        continue;
      }
      if (rows > 0 && train >= 0 && line.rows().get(train) == 0) {
        findings.serious(
            "label %s is in %s, but not in train.".formatted(quoted(line.name()), split),
            "Lower 'splits.test_balanced', or get more rows of it by widening 'corpus'.");
      } else if (rows < FEW_OF_A_LABEL) {
        findings.notice(
            "%s has only %s rows of label %s: what it measures of it will be coarse."
                .formatted(split, grouped(rows), quoted(line.name())),
            "Raise '%s', or get more rows of it by widening 'corpus'."
                .formatted(
                    split.equals(Split.TEST_BALANCED.word())
                        ? "splits.test_balanced"
                        : "splits.test_indist"));
      }
    }
  }

  private static long rows(List<SplitSize> splits, Split split) {
    return splits.stream()
        .filter(each -> split.word().equals(each.split()))
        .mapToLong(SplitSize::rows)
        .sum();
  }
}
