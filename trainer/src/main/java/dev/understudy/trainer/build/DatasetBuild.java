package dev.understudy.trainer.build;

import dev.understudy.trainer.privacy.SecretsFound;
import dev.understudy.trainer.run.Progress;
import dev.understudy.trainer.run.StageRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** Builds the sets of a file, one after another. What they have in common is done once. */
public final class DatasetBuild {
  private DatasetBuild() {}

  /**
   * Builds sets.
   *
   * @param file describes them all
   * @param wanted those to be built
   * @param progress is told what is being done
   * @param finished is given each set when it is there
   * @throws IOException if one could not be built; those before it are there
   * @throws SecretsFound if there are credentials in one whose plan does not allow for that
   */
  public static void run(
      DatasetFile file,
      List<SetPlan> wanted,
      SparkSession spark,
      Progress progress,
      Consumer<FinishedSet> finished)
      throws IOException, SecretsFound {
    try (OutFolder out = OutFolder.open(file.out())) {
      Set<Path> used = new HashSet<>();
      for (SetPlan plan : wanted) {
        SetBuild build = new SetBuild(plan, out, new StageRunner(spark, plan.seed(), progress));
        finished.accept(build.run());
        used.addAll(build.used());
      }
      if (wanted.size() == file.sets().size()) {
        out.keepOnly(used);
      }
    }
  }
}
