package dev.understudy.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** One Spark for all tests of a JVM, on two threads; it stops with the JVM. */
public final class SparkForTests {
  private SparkForTests() {}

  /** The session; the first call starts it. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  private static final class Holder {
    static final SparkSession SESSION = start();

    private static SparkSession start() {
      try {
        Path folder = Files.createTempDirectory("understudy-spark");
        return SparkSession.builder()
            .master("local[2]")
            .appName("tests")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", 4)
            .config("spark.sql.codegen.wholeStage", false) // compiling costs more than few rows do
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.local.dir", folder.toString())
            .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
            .getOrCreate();
      } catch (IOException unwritable) {
        throw new IllegalStateException("no temporary folder for Spark", unwritable);
      }
    }
  }
}
