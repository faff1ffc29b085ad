package dev.understudy.trainer.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.diff.label.LabelReader;
import dev.understudy.diff.label.LabelSettings;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.exchange.prompt.template.PromptsFile;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.sink.parquet.rows.RowReader;
import dev.understudy.student.classifier.InputForm;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of a training set, as {@code understudy dataset build} leaves it. */
public final class SetFolder {
  private static final Set<String> COLUMNS =
      Set.of(
          "id",
          "messages",
          "input",
          "answer",
          "label",
          "provenance",
          "weight",
          "confidence",
          "teacher_label",
          "gold_label",
          "duplicate_group",
          "app",
          "cluster");

  private final Path folder;
  private final InputForm form;
  private final @Nullable LabelReader labels;

  /**
   * A folder that will be read.
   *
   * @param form what of a prompt the student will read
   * @param labels where labels stand in answers, or null to take those of the set
   */
  public SetFolder(Path folder, InputForm form, @Nullable LabelSettings labels) {
    this.folder = folder;
    this.form = form;
    this.labels = labels == null ? null : LabelReader.of(labels);
  }

  /**
   * Reads the set.
   *
   * @throws UnusableSet if it is none, or has a row without a label
   */
  public TrainingSet read() throws IOException {
    JsonNode told = manifest(folder);
    Prompts prompts = PromptsFile.readOrNone(folder.resolve("prompts.json"));
    Map<Split, List<TrainingRow>> parts = new EnumMap<>(Split.class);
    eachKept(
        folder,
        COLUMNS,
        (split, row) ->
            parts.computeIfAbsent(split, any -> new ArrayList<>()).add(row(row, prompts)));
    return new TrainingSet(
        told.path("name").asText(String.valueOf(folder.getFileName())),
        told.path("fingerprint").asText(),
        prompts,
        parts);
  }

  /**
   * What the manifest of a set says.
   *
   * @throws UnusableSet if there is none
   */
  public static JsonNode manifest(Path folder) throws IOException {
    Path manifest = folder.resolve("manifest.json");
    if (!Files.isRegularFile(manifest)) {
      List<String> within = setsWithin(folder);
      throw new UnusableSet(
          within.isEmpty()
              ? ("%s is no training set: it has no manifest.json; build one with understudy dataset"
                      + " build")
                  .formatted(folder)
              : "%s is no training set, but holds some: %s; name one of them"
                  .formatted(folder, String.join(", ", within)));
    }
    return new JsonMapper().readTree(Files.readAllBytes(manifest));
  }

  /** The sets that a dataset's folder holds, by their paths. */
  private static List<String> setsWithin(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(each -> Files.isRegularFile(each.resolve("manifest.json")))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  /**
   * Reads the rows of a set that are in any of its parts, file by file.
   *
   * @param columns those that are wanted
   */
  public static void eachKept(Path folder, Set<String> columns, KeptRow each) throws IOException {
    Set<String> all = new HashSet<>(columns);
    all.addAll(List.of("split", "drop_reason"));
    try (Stream<Path> files = Files.list(folder.resolve("rows"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".parquet")).sorted().toList()) {
        readKept(file, all, each);
      }
    }
  }

  private static void readKept(Path file, Set<String> columns, KeptRow each) throws IOException {
    try (RowReader reader = RowReader.open(Files.newByteChannel(file), columns)) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        String split = row.text("split");
        if (split != null && row.text("drop_reason") == null) {
          each.read(Split.of(split), row);
        }
      }
    }
  }

  /** Takes a row of a part. */
  @FunctionalInterface
  public interface KeptRow {
    /** Reads the row, which is of use until this returns. */
    void read(Split part, Row row) throws IOException;
  }

  private TrainingRow row(Row row, Prompts prompts) throws UnusableSet {
    String id = text(row, "id");
    String answer = text(row, "answer");
    String label = labels == null ? row.text("label") : labels.read(answer).orElse(null);
    if (label == null) {
      throw new UnusableSet(
          ("%s: the answer of row %s has no label; say labels.without: drop in the dataset's file,"
                  + " or labels.read in this one")
              .formatted(folder, id));
    }
    Number weight = row.number("weight");
    Number confidence = row.number("confidence");
    Number cluster = row.number("cluster");
    return new TrainingRow(
        id,
        form == InputForm.SLOTS
            ? text(row, "input")
            : form.read(prompts, Turn.read(text(row, "messages"))),
        answer,
        label,
        Provenance.of(text(row, "provenance")),
        weight == null ? 1 : weight.doubleValue(),
        confidence == null ? null : (Double) confidence.doubleValue(),
        row.text("teacher_label"),
        row.text("gold_label"),
        row.text("duplicate_group"),
        row.text("app"),
        cluster == null ? null : (Integer) cluster.intValue());
  }

  private String text(Row row, String column) throws UnusableSet {
    String text = row.text(column);
    if (text == null) {
      throw new UnusableSet(
          "%s: a row of rows/ has no %s; build the set again".formatted(folder, column));
    }
    return text;
  }
}
