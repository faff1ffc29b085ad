package dev.understudy.trainer.build;

import dev.understudy.rules.yaml.Parsed;
import dev.understudy.trainer.SparkForTests;
import dev.understudy.trainer.StageBench;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.privacy.SecretsFound;
import dev.understudy.trainer.run.Progress;
import dev.understudy.trainer.spark.ExampleRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Builds what a file describes, and reads what came of it. */
final class BuiltSet {
  private BuiltSet() {}

  /** The file's content; it must be sound. */
  static DatasetFile read(Path file) {
    Parsed<DatasetFile> parsed = DatasetFile.read(file.getFileName().toString(), file);
    return parsed.fold(
        good -> good,
        problems -> {
          throw new IllegalArgumentException(problems.toString());
        });
  }

  /** Writes a file of these lines and gives it. */
  static Path file(Path folder, String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  /** Builds all sets of a file. */
  static List<FinishedSet> build(Path file) throws IOException, SecretsFound {
    return build(file, new StageBench.Silent());
  }

  static List<FinishedSet> build(Path file, Progress progress) throws IOException, SecretsFound {
    DatasetFile read = read(file);
    List<FinishedSet> finished = new ArrayList<>();
    DatasetBuild.run(read, read.sets(), SparkForTests.session(), progress, finished::add);
    return finished;
  }

  /** The examples in a folder of Parquet, dropped ones too, by their identifiers. */
  static Map<String, Example> examples(Path rows) {
    SparkSession spark = SparkForTests.session();
    return spark
        .read()
        .schema(ExampleRows.SCHEMA)
        .parquet(rows.toUri().toString())
        .collectAsList()
        .stream()
        .map(ExampleRows::example)
        .collect(Collectors.toMap(Example::id, each -> each, (a, b) -> a, TreeMap::new));
  }

  /** All files below a folder, hidden ones too, by their paths in it. */
  static Map<String, byte[]> bytes(Path folder) throws IOException {
    Map<String, byte[]> bytes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        bytes.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return bytes;
  }

  /** All that is written below a folder: files as they are, and Parquet as the JSON of its rows. */
  static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, byte[]> each : bytes(folder).entrySet()) {
      texts.put(each.getKey(), new String(each.getValue(), StandardCharsets.ISO_8859_1));
    }
    List<String> tables =
        texts.keySet().stream().filter(each -> each.endsWith(".parquet")).toList();
    for (String table : tables) {
      String path = folder.resolve(table).toUri().toString();
      List<String> rows = SparkForTests.session().read().parquet(path).toJSON().collectAsList();
      texts.put(table + " decoded", String.join("\n", rows));
    }
    return texts;
  }

  /** The names of those files below a folder in which a text stands. */
  static List<String> filesWith(Path folder, String text) throws IOException {
    return texts(folder).entrySet().stream()
        .filter(each -> each.getValue().contains(text))
        .map(Map.Entry::getKey)
        .toList();
  }
}
