package dev.understudy.trainer.command;

import dev.understudy.trainer.spark.Sparks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs a little of everything, for the JVM to see which classes a job loads: the launcher makes an
 * archive of them, which halves the time to start.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUp implements Callable<Integer> {
  @Option(names = "--out", required = true)
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    SparkSession spark = Sparks.start("local[1]");
    try {
      spark
          .range(100)
          .selectExpr("id", "xxhash64(id) % 7 as part", "cast(id as string) as text")
          .repartition(2, functions.col("part"))
          .write()
          .parquet(out.resolve("rows").toUri().toString());
      spark
          .read()
          .parquet(out.resolve("rows").toUri().toString())
          .groupBy("part")
          .count()
          .collect();
      return 0;
    } finally {
      spark.stop();
    }
  }
}
