package dev.understudy.trainer.card.figures;

import static org.apache.spark.sql.functions.asc;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.udf;

import dev.understudy.trainer.card.Drift;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

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
    UDF1<String, String[]> words = RisingWords::words;
    return udf(words, DataTypes.createArrayType(DataTypes.StringType, false)).apply(col("input"));
  }

  /** The words of a text's beginning, in small letters, each once. */
  static String[] words(String input) {
    int read = Math.min(READ_CHARACTERS, input.codePointCount(0, input.length()));
    String text = input.substring(0, input.offsetByCodePoints(0, read)).toLowerCase(Locale.ROOT);
    Set<String> words = new LinkedHashSet<>();
    int from = 0;
    int length = 0;
    for (int at = 0; at < text.length(); ) {
      int letter = text.codePointAt(at);
      int next = at + Character.charCount(letter);
      if (isPartOfWord(letter)) {
        length++;
      } else {
        add(text, from, at, length, words);
        from = next;
        length = 0;
      }
      at = next;
    }
    add(text, from, text.length(), length, words);
    return words.toArray(String[]::new);
  }

  private static void add(String text, int from, int to, int length, Set<String> words) {
    if (length >= LEAST_LETTERS && length <= MOST_LETTERS) {
      words.add(text.substring(from, to));
    }
  }

  private static boolean isPartOfWord(int letter) {
    return Character.isLetter(letter)
        || switch (Character.getType(letter)) {
          case Character.NON_SPACING_MARK,
              Character.ENCLOSING_MARK,
              Character.COMBINING_SPACING_MARK ->
              true;
          default -> false;
        };
  }
}
