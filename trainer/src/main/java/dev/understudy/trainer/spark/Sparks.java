package dev.understudy.trainer.spark;

import java.io.IOException;
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
   * @throws IOException if there is no Spark there; the message names the remedy
   */
  public static SparkSession start(@Nullable String master) throws IOException {
    SparkConf conf = conf(new SparkConf(), master, JavaSparkContext.jarOfClass(Sparks.class));
    SparkSession session = SparkSession.builder().config(conf).getOrCreate();
    if (!isLocal(conf)) {
      tryOut(session, conf.get(MASTER));
    }
    return session;
  }

  /** A session whose master never answered looks like any other until it is used. */
  private static void tryOut(SparkSession session, String master) throws IOException {
    try {
      session.range(1).count();
    } catch (Exception failure) { // checked ones too, which Spark does not declare
      session.stop();
      throw new IOException(
          master + ": no Spark is at work there; see that its master and workers run", failure);
    }
  }

  private static boolean isLocal(SparkConf conf) {
    return conf.get(MASTER).startsWith("local");
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
    if (isLocal(conf)) {
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
