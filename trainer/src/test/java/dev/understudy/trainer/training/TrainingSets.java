package dev.understudy.trainer.training;

import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.exchange.prompt.template.PromptsFile;
import dev.understudy.trainer.SparkForTests;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.spark.ExampleRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Folders of training sets as the jobs leave them, of rows that tests make. */
public final class TrainingSets {
  private TrainingSets() {}

  /** Writes a set without templates, named E. */
  public static void write(Path set, List<Example> examples) throws IOException {
    Files.createDirectories(set);
    SparkForTests.session()
        .createDataset(examples.stream().map(ExampleRows::row).toList(), ExampleRows.encoder())
        .coalesce(1)
        .write()
        .option("compression", "zstd")
        .mode("overwrite")
        .parquet(set.resolve("rows").toUri().toString());
    PromptsFile.write(Prompts.NONE, set.resolve("prompts.json"));
    Files.writeString(set.resolve("manifest.json"), "{\"name\":\"E\",\"fingerprint\":\"f00d\"}");
  }
}
