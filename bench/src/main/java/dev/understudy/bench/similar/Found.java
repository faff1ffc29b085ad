package dev.understudy.bench.similar;

import dev.understudy.trainer.similar.NearDuplicateJob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How well planted duplicates were found.
 *
 * @param grouped rows in groups
 * @param dropped rows that are duplicates
 * @param recall the share of planted pairs within the threshold that are in one group
 * @param precision the share of reported pairs that are within the threshold
 */
record Found(long grouped, long dropped, double recall, double precision) {
  static Found of(Dataset<Row> found, Inputs inputs, long rows, double threshold) {
    List<Row> all = found.collectAsList();
    Map<String, String> groups = new HashMap<>();
    long dropped = 0;
    long right = 0;
    for (Row row : all) {
      groups.put(row.getAs(NearDuplicateJob.ID), row.getAs(NearDuplicateJob.GROUP));
      String of = row.getAs(NearDuplicateJob.DUPLICATE_OF);
      if (of != null) {
        dropped++;
        String id = row.getAs(NearDuplicateJob.ID);
        right += similarity(inputs, number(id), number(of)) >= threshold - 1e-9 ? 1 : 0;
      }
    }
    long planted = 0;
    long hit = 0;
    for (long row = 0; row < rows; row++) {
      long original = inputs.original(row);
      if (original != row && similarity(inputs, row, original) >= threshold) {
        planted++;
        String group = groups.get(NearDuplicateBench.id(row));
        hit += group != null && group.equals(groups.get(NearDuplicateBench.id(original))) ? 1 : 0;
      }
    }
    return new Found(all.size(), dropped, (double) hit / planted, (double) right / dropped);
  }

  private static double similarity(Inputs inputs, long some, long other) {
    return Inputs.similarity(inputs.text(some), inputs.text(other));
  }

  private static long number(String id) {
    return Long.parseLong(id.substring(id.indexOf('-') + 1));
  }
}
