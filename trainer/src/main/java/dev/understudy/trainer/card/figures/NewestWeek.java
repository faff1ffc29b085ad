package dev.understudy.trainer.card.figures;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.understudy.trainer.card.Drift;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The last seven days of traffic, up to the last request.
 *
 * @param fromMicros where it begins, or null where there is not a day of traffic before it
 */
record NewestWeek(@Nullable Long fromMicros) {
  private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);
  private static final long WEEK_MICROS = 7 * DAY_MICROS;

  /** The one of these {@link ThinRows}. */
  static NewestWeek of(Dataset<Row> thin) {
    Row ends =
        thin.where("traffic")
            .selectExpr("min(received_at_micros)", "max(received_at_micros)")
            .first();
    boolean isLong =
        !ends.isNullAt(0) && ends.getLong(1) - ends.getLong(0) >= WEEK_MICROS + DAY_MICROS;
    return new NewestWeek(isLong ? ends.getLong(1) - WEEK_MICROS + 1 : null);
  }

  /** Whether a row is of it. */
  Column newest() {
    return fromMicros == null ? lit(false) : col("received_at_micros").geq(fromMicros);
  }

  /**
   * What is different in it, or null where nothing can be compared.
   *
   * @param flagged the rows with their texts, for their words; null where texts are left out
   */
  @Nullable Drift drift(
      List<Tally> tallies, List<Lengths> lengths, @Nullable Dataset<Row> flagged) {
    if (fromMicros == null) {
      return null;
    }
    Tally.Line sum = tallies.get(0).sum();
    return new Drift(
        fromMicros,
        sum.rest(),
        sum.newest(),
        tallies.stream()
            .filter(each -> each.dimension().isDrifting())
            .map(CategoryDrift::of)
            .flatMap(Optional::stream)
            .toList(),
        lengths.stream().map(LengthDrift::of).flatMap(Optional::stream).toList(),
        flagged == null
            ? List.of()
            : RisingWords.of(
                flagged.where("traffic").select(col("input"), newest().as("newest")),
                sum.rest(),
                sum.newest()));
  }
}
