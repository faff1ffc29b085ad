package dev.understudy.trainer.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Starts the Spark session a job runs in. */
public final class Sparks {
  private static final String MASTER = "spark.master";

  private Sparks() {}

  /**
   * The session. Under {@code spark-submit} the settings given there hold; by itself it runs in
   * this process, on all processors. The caller stops it.
   *
   * @param master where to run, such as {@code local[4]} or {@code spark://host:7077}, or null for
   *     what {@code spark-submit} says, or else {@code local[*]}
   */
  public static SparkSession start(@Nullable String master) {
    SparkConf conf = new SparkConf().setAppName("understudy");
    if (master != null) {
      conf.setMaster(master);
    } else {
      conf.setIfMissing(MASTER, "local[*]");
    }
    if (conf.get(MASTER).startsWith("local")) {
      conf.setIfMissing("spark.driver.host", "localhost")
          .setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    conf.setIfMissing("spark.ui.enabled", "false")
        .setIfMissing("spark.ui.showConsoleProgress", "false")
        .setIfMissing("spark.serializer.extraDebugInfo", "false") // looks into closed modules
        .setIfMissing("spark.sql.session.timeZone", "UTC")
        .setIfMissing("spark.sql.parquet.compression.codec", "zstd")
        .setIfMissing("spark.sql.shuffle.partitions", "32")
        .setIfMissing("spark.sql.catalogImplementation", "in-memory");
    return SparkSession.builder().config(conf).getOrCreate();
  }
}
