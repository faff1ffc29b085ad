package dev.understudy.trainer.build;

import dev.understudy.trainer.card.StageCount;
import dev.understudy.trainer.export.ExportReport;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of a training set.
 *
 * @param name its name
 * @param folder where it is
 * @param isNew whether it was made now; else it was there already
 * @param stages what each stage did
 * @param files what was exported; empty where it was there already
 * @param secrets how many things that look like credentials stand in it
 */
public record FinishedSet(
    String name,
    Path folder,
    boolean isNew,
    List<StageCount> stages,
    List<ExportReport> files,
    long secrets) {
  public FinishedSet {
    stages = List.copyOf(stages);
    files = List.copyOf(files);
  }
}
