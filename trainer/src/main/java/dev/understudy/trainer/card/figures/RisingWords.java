package dev.understudy.trainer.card.figures;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.asc;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.substring;

import dev.understudy.trainer.card.Drift;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds words that more inputs of the newest week hold: at least twice the share, and five standard
 * deviations above it, for there are many words and chance lifts some. A word that fewer than ten
 * inputs hold is not told; it might be a person's.
 */
final class RisingWords {
  private static final int LISTED = 20;
  private static final int READ_CHARACTERS = 4000;
  private static final int LEAST_LETTERS = 3;
  private static final int MOST_LETTERS = 30;

  private RisingWords() {}

  /**
   * The words.
   *
   * @param traffic rows with {@code input} and {@code newest}
   * @param rest how many there are before the newest week
   * @param newest how many in it
   */
  static List<Drift.Word> of(Dataset<Row> traffic, long rest, long newest) {
    if (Math.min(rest, newest) < Chance.ENOUGH) {
      return List.of();
    }
    String pooled = "((now + old) / %dD)".formatted(rest + newest);
    String deviation =
        "sqrt(%1$s * (1 - %1$s) * (1 / %2$dD + 1 / %3$dD))".formatted(pooled, rest, newest);
    return traffic
        .select(explode(words()).as("word"), col("newest"))
        .groupBy("word")
        .agg(expr("count_if(newest)").as("now"), expr("count_if(NOT newest)").as("old"))
        .where("now >= 10 AND now * %dD >= 2 * old * %dD".formatted(rest, newest))
        .withColumn(
            "surprise",
            expr("try_divide(now / %dD - old / %dD, %s)".formatted(newest, rest, deviation)))
        .where("surprise >= 5")
        .orderBy(desc("surprise"), asc("word"))
        .limit(LISTED)
        .collectAsList()
        .stream()
        .map(row -> new Drift.Word(row.getString(0), row.getLong(2), row.getLong(1)))
        .toList();
  }

  private static Column words() {
    return filter(
        array_distinct(
            split(lower(substring(col("input"), 1, READ_CHARACTERS)), "[^\\p{L}\\p{M}]+")),
        word -> length(word).between(LEAST_LETTERS, MOST_LETTERS));
  }
}
