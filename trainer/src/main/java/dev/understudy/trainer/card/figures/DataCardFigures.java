package dev.understudy.trainer.card.figures;

import dev.understudy.trainer.card.Balance;
import dev.understudy.trainer.card.CardFacts;
import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.card.Repeats;
import dev.understudy.trainer.card.Sample;
import dev.understudy.trainer.card.StageCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Computes a data card. The rows are read three times at most: once for names, lengths and hashes,
 * which are kept at hand while they are counted, once for words, and once for the texts of the few
 * rows shown. The same rows give the same card, however they are partitioned.
 */
public final class DataCardFigures {
  /** How many labels the card tells apart by part. */
  private static final int LABELS = 30;

  private DataCardFigures() {}

  /**
   * The card of a finished set.
   *
   * @param rows all rows, the dropped ones too, with the columns of {@link
   *     dev.understudy.trainer.spark.ExampleRows}; identifiers are unique
   * @param stages what every stage did, in order; the one that balances is named {@code balance}
   * @param facts what the rows do not tell
   */
  public static DataCard of(Dataset<Row> rows, List<StageCount> stages, CardFacts facts) {
    Dataset<Row> flagged = ThinRows.flagged(rows, stages);
    Dataset<Row> thin = ThinRows.of(flagged).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      DataCard card = card(flagged, thin, stages, facts);
      return card.with(Warnings.of(card));
    } finally {
      thin.unpersist(true);
    }
  }

  private static DataCard card(
      Dataset<Row> flagged, Dataset<Row> thin, List<StageCount> stages, CardFacts facts) {
    NewestWeek week = NewestWeek.of(thin);
    Dataset<Row> dated = thin.withColumn("newest", week.newest());
    List<Tally> tallies = Tallies.all(dated);
    Cells cells = Cells.of(thin, Tally.of(Dimension.LABEL, tallies).names(LABELS));
    List<Lengths> lengths = Lengths.all(dated);
    Asked asked = asked(flagged, thin, cells, tallies, stages, facts);
    return new DataCard(
        facts,
        List.of(),
        Overviews.of(cells, tallies, Overviews.days(thin)),
        stages,
        Makeups.of(cells, tallies, lengths),
        balances(tallies, stages),
        asked.same(),
        asked.near(),
        CostFigures.of(cells, facts.prices()),
        week.drift(tallies, lengths, facts.examples() ? flagged : null),
        Agreements.of(thin),
        asked.samples());
  }

  private static List<Balance> balances(List<Tally> tallies, List<StageCount> stages) {
    return ThinRows.wereBalanced(stages)
        ? tallies.stream()
            .filter(each -> each.dimension().isBalanced())
            .map(Tally::balance)
            .flatMap(Optional::stream)
            .toList()
        : List.of();
  }

  /** What needs the texts of single rows. */
  private record Asked(Repeats same, @Nullable Repeats near, List<Sample.Group> samples) {}

  private static Asked asked(
      Dataset<Row> flagged,
      Dataset<Row> thin,
      Cells cells,
      List<Tally> tallies,
      List<StageCount> stages,
      CardFacts facts) {
    List<Repeats> repeats = RepeatCounts.of(thin, List.of("asked", "duplicate_group"));
    Repeats same = repeats.get(0);
    Repeats near = repeats.get(1);
    boolean wereGrouped = near.groups() > 0;
    if (!facts.examples()) {
      return new Asked(same, wereGrouped ? near : null, List.of());
    }
    Samples samples = Samples.pick(thin, cells, Tally.of(Dimension.LABEL, tallies), facts.seed());
    List<Repeats.Group> groups = new ArrayList<>(same.largest());
    groups.addAll(near.largest());
    Texts texts = samples.fetch(flagged, groups);
    return new Asked(
        texts.with(same),
        wereGrouped ? texts.with(near) : null,
        samples.groups(texts, stages.stream().map(StageCount::stage).toList()));
  }
}
