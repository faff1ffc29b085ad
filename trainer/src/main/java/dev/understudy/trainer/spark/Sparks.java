package dev.understudy.trainer.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Starts the Spark session a job runs in. */
public final class Sparks {
  private static final String MASTER = "spark.master";
  private static final String JARS = "spark.jars";

  private Sparks() {}

  /**
   * The session. Under {@code spark-submit} the settings given there hold; by itself it runs in
   * this process, on all processors. On a cluster, executors are sent this program's own jar; the
   * libraries they must have, in the {@code jars} of their Spark home. The caller stops it.
   *
   * @param master where to run, such as {@code local[4]} or {@code spark://host:7077}, or null for
   *     what {@code spark-submit} says, or else {@code local[*]}
   */
  public static SparkSession start(@Nullable String master) {
    SparkConf conf = conf(new SparkConf(), master, JavaSparkContext.jarOfClass(Sparks.class));
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /**
   * How the session is set up.
   *
   * @param given what is set already, which stays
   * @param jars this program's own jar; empty where it runs from folders of classes
   */
  static SparkConf conf(SparkConf given, @Nullable String master, String[] jars) {
    SparkConf conf = given.setAppName("understudy");
    if (master != null) {
      conf.setMaster(master);
    } else {
      conf.setIfMissing(MASTER, "local[*]");
    }
    if (conf.get(MASTER).startsWith("local")) {
      conf.setIfMissing("spark.driver.host", "localhost")
          .setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    } else if (jars.length > 0) {
      conf.setIfMissing(JARS, String.join(",", jars));
    }
    return conf.setIfMissing("spark.ui.enabled", "false")
        .setIfMissing("spark.ui.showConsoleProgress", "false")
        .setIfMissing("spark.serializer.extraDebugInfo", "false") // looks into closed modules
        .setIfMissing("spark.sql.session.timeZone", "UTC")
        .setIfMissing("spark.sql.parquet.compression.codec", "zstd")
        .setIfMissing("spark.sql.shuffle.partitions", "32")
        .setIfMissing("spark.sql.catalogImplementation", "in-memory");
  }
}
