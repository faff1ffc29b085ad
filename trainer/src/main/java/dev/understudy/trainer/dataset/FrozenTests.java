package dev.understudy.trainer.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.run.CanonicalJson;
import dev.understudy.trainer.run.Folders;
import dev.understudy.trainer.run.Sha256;
import dev.understudy.trainer.spark.ExampleRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * The test sets of a dataset, which never change once made, lest a student be trained on what it is
 * tested on, or two students be tested on different things:
 *
 * <pre>
 *   frozen/test-indist/rows.parquet   the examples, with all their columns
 *   frozen/test-indist/frozen.json    how many, their file's SHA-256, and the work that made them
 * </pre>
 */
public final class FrozenTests {
  private static final String ROWS = "rows.parquet";
  private static final String NOTE = "frozen.json";

  private final Path folder;
  private final List<Part> parts;

  private FrozenTests(Path folder, List<Part> parts) {
    this.folder = folder;
    this.parts = List.copyOf(parts);
  }

  /**
   * One frozen test set.
   *
   * @param split which
   * @param rows how many examples
   * @param sha256 of the file of rows, 64 hexadecimal digits
   * @param madeBy the fingerprint of the work that made it
   */
  public record Part(Split split, long rows, String sha256, String madeBy) {}

  /**
   * Those in a folder, none where there is no such folder yet.
   *
   * @throws IOException if one was changed; the message names the file and the remedy
   */
  public static FrozenTests open(Path folder) throws IOException {
    List<Part> parts = new ArrayList<>();
    for (Split split : Split.values()) {
      Path part = folder.resolve(split.word());
      if (split.isTest() && Files.isDirectory(part)) {
        parts.add(read(split, part));
      }
    }
    return new FrozenTests(folder, parts);
  }

  private static Part read(Split split, Path part) throws IOException {
    Path note = part.resolve(NOTE);
    Path rows = part.resolve(ROWS);
    if (!Files.isRegularFile(note) || !Files.isRegularFile(rows)) {
      throw new IOException(
          part
              + ": is no frozen test set, it lacks rows.parquet or frozen.json; restore it, or delete"
              + " the folder to draw a new one");
    }
    JsonNode told = note(note);
    String expected = told.path("sha256").asText();
    String found = Sha256.of(rows);
    if (!expected.equals(found)) {
      throw new IOException(
          ("%s: was changed since it was frozen (SHA-256 %s, expected %s); restore it, or delete the"
                  + " folder %s to draw a new one")
              .formatted(rows, found, expected, part));
    }
    return new Part(split, told.path("rows").asLong(), found, told.path("made_by").asText());
  }

  private static JsonNode note(Path file) throws IOException {
    try {
      return new ObjectMapper().readTree(Files.readString(file));
    } catch (JsonProcessingException broken) {
      throw new IOException(
          file + ": is not JSON; restore it, or delete its folder to draw a new test set", broken);
    }
  }

  /** Only some of them. */
  public FrozenTests only(List<Part> some) {
    return new FrozenTests(folder, some);
  }

  /** Which there are. */
  public List<Part> parts() {
    return parts;
  }

  /** The one of a split, or null where it is not frozen. */
  public @Nullable Part part(Split split) {
    return parts.stream().filter(each -> each.split() == split).findFirst().orElse(null);
  }

  /** Their examples; null where there are none. */
  @Nullable Dataset<Row> rows(SparkSession spark) {
    String[] files =
        parts.stream()
            .map(each -> folder.resolve(each.split().word()).resolve(ROWS).toUri().toString())
            .toArray(String[]::new);
    return files.length == 0 ? null : spark.read().schema(ExampleRows.SCHEMA).parquet(files);
  }

  /**
   * Freezes one test set, unless it is frozen.
   *
   * @param rows its examples
   * @param madeBy the fingerprint of the work that made them
   */
  public void freeze(Split split, Dataset<Row> rows, String madeBy) throws IOException {
    Path part = folder.resolve(split.word());
    if (Files.exists(part)) {
      return;
    }
    Path unfinished = folder.resolve(".unfinished-" + split.word());
    Folders.delete(unfinished);
    Files.createDirectories(unfinished);
    Path written = unfinished.resolve("written");
    rows.repartition(1).sortWithinPartitions("id").write().parquet(written.toUri().toString());
    try (Stream<Path> files = Files.list(written)) {
      Path file =
          files
              .filter(each -> each.getFileName().toString().startsWith("part-"))
              .findFirst()
              .orElseThrow();
      Files.move(file, unfinished.resolve(ROWS));
    }
    Folders.delete(written);
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("split", split.word());
    note.put("rows", rows.count());
    note.put("sha256", Sha256.of(unfinished.resolve(ROWS)));
    note.put("made_by", madeBy);
    Files.writeString(unfinished.resolve(NOTE), CanonicalJson.pretty(note));
    Files.move(unfinished, part, StandardCopyOption.ATOMIC_MOVE);
  }
}
