package dev.understudy.trainer.card.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trainer.card.SmallCard;
import dev.understudy.trainer.card.Warning;
import org.junit.jupiter.api.Test;

class WarningsTest {

  @Test
  void everyWarningComesWithARemedySeriousOnesFirst() {
    assertThat(Warnings.of(SmallCard.named("bad")))
        .extracting(each -> each.severity() + ": " + each.what() + " " + each.remedy())
        .containsExactly(
            "SERIOUS: Rows of the test sets that ask the same, or nearly the same, as rows of train:"
                + " 1. Let 'dedupe.near' find them, and keep them together: 'splits.by:"
                + " duplicates'.",
            "SERIOUS: Kept rows with nothing to answer, neither text nor tool calls: 1. Drop them"
                + " by 'filters.empty: true'.",
            "NOTICE: Train has only 80 rows. Widen 'corpus.from' and 'corpus.to', or loosen"
                + " 'filters' and 'balance'.",
            "NOTICE: There is no validation set: nothing tells when to stop training. Set"
                + " 'splits.validation' above 0.",
            "NOTICE: Test-balanced has only 8 rows of label 'bad': what it measures of it will be"
                + " coarse. Raise 'splits.test_balanced', or get more rows of it by widening"
                + " 'corpus'.",
            "NOTICE: 11.8% of the kept rows have no label, while others have one. Drop them by"
                + " 'labels.without: drop', or say in 'labels.read' where it stands.",
            "NOTICE: Inputs kept more than once, with different labels: 2. Keep one answer each by"
                + " 'dedupe.conflicts'.",
            "NOTICE: One user holds 43.0% of the rows: 'bad'. Cap users by 'balance.caps.user'.",
            "NOTICE: The newest week differs from the rest in its labels. See below; if the change"
                + " will last, move 'corpus.from' forward, or wait for more of it.");
  }

  @Test
  void longNamesAreCutInSentences() {
    assertThat(Warnings.of(SmallCard.named("x".repeat(100))))
        .extracting(Warning::what)
        .contains("One user holds 43.0% of the rows: '" + "x".repeat(40) + "…'.");
  }
}
