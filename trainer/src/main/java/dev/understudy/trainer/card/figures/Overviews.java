package dev.understudy.trainer.card.figures;

import static org.apache.spark.sql.functions.expr;

import dev.understudy.trainer.card.Overview;
import dev.understudy.trainer.card.figures.Cells.Cell;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tells what a set is at a glance. */
final class Overviews {
  private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);

  private Overviews() {}

  static Overview of(Cells cells, List<Tally> tallies, List<Overview.Day> days) {
    boolean isEmpty = cells.kept().findAny().isEmpty();
    return new Overview(
        cells.sum(cell -> true, Cell::rows),
        cells.sum(Cell::isKept, Cell::rows),
        Tally.of(Dimension.LABEL, tallies).distinct(),
        Tally.of(Dimension.USER, tallies).distinct(),
        Tally.of(Dimension.APP, tallies).distinct(),
        Tally.of(Dimension.TEMPLATE, tallies).distinct(),
        cells.sum(Cell::isKept, Cell::unlabelled),
        cells.sum(Cell::isKept, Cell::unanswered),
        isEmpty ? null : cells.kept().mapToLong(Cell::firstMicros).min().orElseThrow(),
        isEmpty ? null : cells.kept().mapToLong(Cell::lastMicros).max().orElseThrow(),
        days);
  }

  /** The days on which these {@link ThinRows} arrived, in order. */
  static List<Overview.Day> days(Dataset<Row> thin) {
    return thin
        .groupBy(
            expr("cast(floor(received_at_micros / %dD) AS bigint)".formatted(DAY_MICROS)).as("day"))
        .agg(expr("count(*)"), expr("count_if(kept)"))
        .orderBy("day")
        .collectAsList()
        .stream()
        .map(
            row ->
                new Overview.Day(
                    LocalDate.ofEpochDay(row.getLong(0)).toString(),
                    row.getLong(1),
                    row.getLong(2)))
        .toList();
  }
}
