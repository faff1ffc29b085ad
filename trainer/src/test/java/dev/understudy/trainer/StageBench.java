package dev.understudy.trainer;

import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.run.Manifest;
import dev.understudy.trainer.run.Progress;
import dev.understudy.trainer.run.Stage;
import dev.understudy.trainer.run.StageFolder;
import dev.understudy.trainer.run.StageRunner;
import dev.understudy.trainer.run.StageWork;
import dev.understudy.trainer.spark.ExampleRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Runs stages over examples that a test gives, through files as in a job. */
public final class StageBench {
  private final Path folder;
  private final long seed;

  public StageBench(Path folder, long seed) {
    this.folder = folder;
    this.seed = seed;
  }

  /** What a stage makes of examples. */
  public StageFolder run(Stage stage, List<Example> examples) throws IOException {
    return run(stage, examples, 3);
  }

  /** The same, the examples lying in so many partitions before. */
  public StageFolder run(Stage stage, List<Example> examples, int partitions) throws IOException {
    StageRunner runner = new StageRunner(SparkForTests.session(), seed, new Silent());
    Path work = folder.resolve("work-" + partitions);
    StageFolder given = runner.run(new Given(examples, partitions), null, work);
    return runner.run(stage, given, work);
  }

  /** The examples of a folder, in the order of their identifiers. */
  public static List<Example> examples(StageFolder folder) throws IOException {
    return folder.rows(SparkForTests.session()).collectAsList().stream()
        .map(ExampleRows::example)
        .sorted(Comparator.comparing(Example::id))
        .toList();
  }

  /** The same by their identifiers. */
  public static Map<String, Example> byId(StageFolder folder) throws IOException {
    return examples(folder).stream()
        .collect(Collectors.toMap(Example::id, each -> each, (a, b) -> a, TreeMap::new));
  }

  /** Nothing is shown. */
  public static final class Silent implements Progress {
    @Override
    public void begin(String stage) {
      // not shown
    }

    @Override
    public void end(Manifest made) {
      // not shown
    }

    @Override
    public void reused(Manifest made) {
      // not shown
    }

    @Override
    public void stop() {
      // not shown
    }
  }

  private record Given(List<Example> examples, int partitions) implements Stage {
    @Override
    public String name() {
      return "given";
    }

    @Override
    public Object settings() {
      return examples.hashCode();
    }

    @Override
    public void run(StageWork work) throws IOException {
      work.write(
          StageFolder.ROWS,
          work.spark()
              .createDataset(
                  examples.stream().map(ExampleRows::row).toList(), ExampleRows.encoder())
              .repartition(partitions),
          partitions * 50_000L,
          "id");
    }
  }
}
