package dev.understudy.trainer.dataset;

import dev.understudy.trainer.filter.FilterSettings;
import dev.understudy.trainer.filter.Filters;
import dev.understudy.trainer.run.Stage;
import dev.understudy.trainer.run.StageWork;
import dev.understudy.trainer.spark.RowMaps;
import java.io.IOException;

/** Drops what is not worth learning from, with the reason. */
public final class FiltersStage implements Stage {
  private final FilterSettings settings;

  /** A stage of these settings. */
  public FiltersStage(FilterSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return Filters.STAGE;
  }

  @Override
  public Object settings() {
    return settings;
  }

  @Override
  public void run(StageWork work) throws IOException {
    FilterSettings how = settings;
    work.writeRows(
        RowMaps.mapped(
            work.rows(),
            () -> {
              Filters filters = Filters.of(how);
              return example -> example.isKept() ? filters.apply(example) : example;
            }));
  }
}
