package dev.understudy.bench.dataset;

import dev.understudy.bench.machine.PeakMemory;
import dev.understudy.trainer.build.DatasetBuild;
import dev.understudy.trainer.build.DatasetFile;
import dev.understudy.trainer.privacy.SecretsFound;
import dev.understudy.trainer.spark.Sparks;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Builds the sets of a file in a process of its own, and prints what each part took. */
public final class BuildRun {
  /** Begins the line that tells the most memory that was resident, in bytes. */
  static final String PEAK = "peak\t";

  private BuildRun() {}

  /**
   * Prints {@link Lap}s.
   *
   * @param args the file that describes the sets
   */
  public static void main(String... args) throws IOException, SecretsFound {
    DatasetFile file = DatasetFile.read(args[0], Path.of(args[0])).orThrow();
    Laps laps = new Laps(lap -> System.out.println(lap.toLine()));
    SparkSession spark = Sparks.start(null);
    laps.lap("start");
    DatasetBuild.run(
        file,
        file.sets(),
        spark,
        laps,
        finished ->
            finished
                .stages()
                .forEach(
                    each ->
                        System.out.printf(
                            "%s: %,d of %,d, dropped %s%n",
                            each.stage(), each.kept(), each.rowsIn(), each.dropped())));
    spark.stop();
    laps.lap("stop");
    System.out.println(PEAK + PeakMemory.bytes());
  }
}
