package dev.understudy.trainer.build;

import dev.understudy.rules.yaml.Parsed;
import dev.understudy.trainer.SparkForTests;
import dev.understudy.trainer.StageBench;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.privacy.SecretsFound;
import dev.understudy.trainer.run.Progress;
import dev.understudy.trainer.run.Sha256;
import dev.understudy.trainer.spark.ExampleRows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  private static Map<String, byte[]> bytes(Path folder) throws IOException {
    Map<String, byte[]> bytes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        bytes.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return bytes;
  }

  /** What tells the content of each file below a folder, hidden ones too, by their paths in it. */
  static Map<String, String> digests(Path folder) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (Map.Entry<String, byte[]> each : bytes(folder).entrySet()) {
      digests.put(each.getKey(), Sha256.of(new ByteArrayInputStream(each.getValue())));
    }
    return digests;
  }

  /** All that is written below a folder: files as they are, and Parquet as the JSON of its rows. */
  static Map<String, String> texts(Path folder) throws IOException, SQLException {
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, byte[]> each : bytes(folder).entrySet()) {
      texts.put(each.getKey(), new String(each.getValue(), StandardCharsets.ISO_8859_1));
    }
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        PreparedStatement select =
            duckdb.prepareStatement("SELECT to_json(t)::VARCHAR FROM read_parquet(?) t")) {
      for (String table : List.copyOf(texts.keySet())) {
        if (table.endsWith(".parquet")) {
          texts.put(table + " decoded", decoded(select, folder.resolve(table)));
        }
      }
    }
    return texts;
  }

  private static String decoded(PreparedStatement select, Path table) throws SQLException {
    StringBuilder rows = new StringBuilder();
    select.setString(1, table.toString());
    try (ResultSet result = select.executeQuery()) {
      while (result.next()) {
        rows.append(result.getString(1)).append('\n');
      }
    }
    return rows.toString();
  }

  /** The names of those texts in which another stands. */
  static List<String> filesWith(Map<String, String> texts, String text) {
    return texts.entrySet().stream()
        .filter(each -> each.getValue().contains(text))
        .map(Map.Entry::getKey)
        .toList();
  }
}
