package dev.understudy.trainer.similar;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * Finds groups of nearly the same inputs among many, and which of them are duplicates; on Spark.
 *
 * <p>The result is a function of the rows and the settings alone, whatever the partitions and the
 * order. Cost is linear in the rows. It is read twice, once more for its identifiers: persist what
 * is dear to compute.
 */
public final class NearDuplicateJob {
  /** Names a row; a text, unique and never null. */
  public static final String ID = "id";

  /** What is compared; null counts as empty. */
  public static final String TEXT = "text";

  /** Rows of different kinds are never near, whatever their texts; may be left out. */
  public static final String KIND = "kind";

  /** The smallest identifier of a row's group. */
  public static final String GROUP = "group";

  /** The row that stays in this one's stead, or null where this one stays. */
  public static final String DUPLICATE_OF = "duplicate_of";

  /**
   * The Jaccard similarity to that row, within [threshold, 1], or null where this one stays. Copies
   * have 1: texts whose words (or characters, as the settings say) are the same.
   */
  public static final String SIMILARITY = "similarity";

  private static final String BEST = "best";
  private static final String COPIES = "copies";
  private static final String ROOT = "root";
  private static final String OF = "of";

  private NearDuplicateJob() {}

  /**
   * The rows that are in a group of two or more.
   *
   * <p>A group is what is connected by pairs within the threshold. Within it, rows are taken from
   * the most preferred on, and each is a duplicate if one that stays is within the threshold: so of
   * A, B and C, of which only A and C are unlike, A and C stay.
   *
   * @param rows {@link #ID}, {@link #TEXT}, {@link #KIND} if there are kinds, and, in any number,
   *     columns of preference: rows are preferred in the ascending order of these, the first column
   *     first, nulls last; and of the identifiers (in the order of their UTF-8) where those are
   *     equal
   * @return {@link #ID}, {@link #GROUP}, {@link #DUPLICATE_OF}, {@link #SIMILARITY}, persisted: to
   *     be unpersisted by the caller
   * @throws IllegalArgumentException if an identifier is null or there twice
   */
  public static Dataset<Row> find(Dataset<Row> rows, NearSettings settings) {
    Dataset<Row> ranks = RowRanks.of(rows).persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> sketches = sketches(rows, ranks, settings).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      RowRanks.requireUnique(ranks);
      NearGroups groups = nearGroups(rows, ranks, sketches, settings);
      Dataset<Row> found =
          named(
                  withCopies(
                      sketches,
                      PackedGroups.rows(rows.sparkSession(), groups, BEST, ROOT, OF, SIMILARITY)),
                  ranks)
              .persist(StorageLevel.MEMORY_AND_DISK());
      found.count(); // while what it is made of is held
      return found;
    } finally {
      sketches.unpersist();
      ranks.unpersist();
    }
  }

  /** Rank, the best rank among the copies, their number, and the sketch, for each row. */
  private static Dataset<Row> sketches(
      Dataset<Row> rows, Dataset<Row> ranks, NearSettings settings) {
    Sketcher sketcher = Sketcher.of(settings);
    UDF2<String, String, byte[]> sketch = sketcher::sketch;
    boolean hasKinds = Arrays.asList(rows.columns()).contains(KIND);
    Column kind = hasKinds ? coalesce(col(KIND), lit("")) : lit("");
    WindowSpec copies =
        Window.partitionBy(substring(col(CandidatePairs.SKETCH), 1, Sketcher.KEY_BYTES));
    return rows.select(
            col(ID),
            udf(sketch, DataTypes.BinaryType)
                .apply(coalesce(col(TEXT), lit("")), kind)
                .as(CandidatePairs.SKETCH))
        .join(ranks, ID)
        .select(
            col(RowRanks.RANK),
            min(RowRanks.RANK).over(copies).as(BEST),
            count(lit(1)).over(copies).as(COPIES),
            col(CandidatePairs.SKETCH));
  }

  private static NearGroups nearGroups(
      Dataset<Row> rows, Dataset<Row> ranks, Dataset<Row> sketches, NearSettings settings) {
    Dataset<Row> best = sketches.filter(col(RowRanks.RANK).equalTo(col(BEST)));
    Dataset<Row> candidates =
        CandidatePairs.among(best, settings).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return NearPairs.verified(rows, ranks, candidates, settings).resolved();
    } finally {
      candidates.unpersist();
    }
  }

  /** What was found of the best rows, said of their copies too: ranks, not yet identifiers. */
  private static Dataset<Row> withCopies(Dataset<Row> sketches, Dataset<Row> groups) {
    Column isCopy = col(RowRanks.RANK).notEqual(col(BEST));
    return sketches
        .select(RowRanks.RANK, BEST, COPIES)
        .join(groups, new String[] {BEST}, "left")
        .filter(col(COPIES).gt(1).or(col(ROOT).isNotNull()))
        .select(
            col(RowRanks.RANK),
            coalesce(col(ROOT), col(BEST)).as(ROOT),
            coalesce(col(OF), when(isCopy, col(BEST))).as(OF),
            coalesce(col(SIMILARITY), when(isCopy, lit(1.0))).as(SIMILARITY));
  }

  private static Dataset<Row> named(Dataset<Row> found, Dataset<Row> ranks) {
    Dataset<Row> others = ranks.select(col(RowRanks.RANK).as(OF), col(ID).as(DUPLICATE_OF));
    return found
        .join(ranks, RowRanks.RANK)
        .join(others, new String[] {OF}, "left")
        .select(
            col(ID),
            min(ID).over(Window.partitionBy(ROOT)).as(GROUP),
            col(DUPLICATE_OF),
            col(SIMILARITY));
  }
}
