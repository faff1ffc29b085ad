package dev.understudy.bench.similar;

import com.sun.management.OperatingSystemMXBean;
import dev.understudy.trainer.similar.NearDuplicateJob;
import dev.understudy.trainer.similar.NearSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Finds planted near duplicates among ever more inputs, on Spark with two threads. */
public final class NearDuplicateBench {
  private static final long SEED = 17;

  /** Some 50 MB each at a million rows; Spark's 200 cost half a minute of starting tasks. */
  private static final int PARTITIONS = 32;

  private static final StructType SCHEMA =
      new StructType()
          .add(NearDuplicateJob.ID, DataTypes.StringType)
          .add(NearDuplicateJob.TEXT, DataTypes.StringType)
          .add("preference", DataTypes.LongType);

  private NearDuplicateBench() {}

  /**
   * Prints a line for each number of inputs, then the exponent of CPU time over that number.
   *
   * <p>The first number only warms the compiler up: its line is printed, but the exponent leaves it
   * out.
   *
   * @param args words of a thousand that all inputs share, then the numbers, ascending; by default
   *     0 and 20,000, 100,000, 300,000, 1,000,000
   */
  public static void main(String... args) throws IOException {
    if (args.length < 4) {
      main("0", "20000", "100000", "300000", "1000000");
      return;
    }
    Inputs inputs = new Inputs(SEED, Integer.parseInt(args[0]));
    Path folder = Files.createTempDirectory("near-duplicates");
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", PARTITIONS)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.local.dir", folder.toString())
            .getOrCreate();
    System.out.printf(
        "%9s %8s %8s %8s %10s %9s %9s %9s %10s%n",
        "rows",
        "wall s",
        "CPU s",
        "rows/s",
        "max RSS GB",
        "in groups",
        "dropped",
        "recall",
        "precision");
    List<double[]> points = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      points.add(measure(spark, inputs, Long.parseLong(args[i]), folder.resolve("in" + i)));
    }
    System.out.printf(
        Locale.ROOT,
        "CPU time grows with rows to the power of %.2f%n",
        slope(points.subList(1, points.size())));
    spark.stop();
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static double[] measure(SparkSession spark, Inputs inputs, long rows, Path file)
      throws IOException {
    MapFunction<Long, Row> row =
        number -> RowFactory.create(id(number), inputs.text(number), (number * 7_919) % 1_000);
    spark.range(0, rows, 1, 8).map(row, Encoders.row(SCHEMA)).write().parquet(file.toString());
    Dataset<Row> read = spark.read().parquet(file.toString());
    System.gc();
    long wall = System.nanoTime();
    long cpu = cpuNanos();

    Dataset<Row> found = NearDuplicateJob.find(read, NearSettings.DEFAULT);

    double wallSeconds = (System.nanoTime() - wall) / 1e9;
    double cpuSeconds = (cpuNanos() - cpu) / 1e9;
    Found quality = Found.of(found, inputs, rows, NearSettings.DEFAULT.threshold());
    System.out.printf(
        Locale.ROOT,
        "%,9d %8.1f %8.1f %,8.0f %10.2f %,9d %,9d %9.5f %10.5f%n",
        rows,
        wallSeconds,
        cpuSeconds,
        rows / wallSeconds,
        maxResidentGigabytes(),
        quality.grouped(),
        quality.dropped(),
        quality.recall(),
        quality.precision());
    found.unpersist();
    return new double[] {Math.log((double) rows), Math.log(cpuSeconds)};
  }

  static String id(long number) {
    return String.format(Locale.ROOT, "row-%012d", number);
  }

  private static double slope(List<double[]> points) {
    double x = points.stream().mapToDouble(each -> each[0]).average().orElse(0);
    double y = points.stream().mapToDouble(each -> each[1]).average().orElse(0);
    double product = points.stream().mapToDouble(each -> (each[0] - x) * (each[1] - y)).sum();
    double square = points.stream().mapToDouble(each -> (each[0] - x) * (each[0] - x)).sum();
    return product / square;
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static double maxResidentGigabytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0 / 1024.0;
      }
    }
    return Double.NaN;
  }
}
