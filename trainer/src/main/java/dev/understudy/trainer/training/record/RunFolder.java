package dev.understudy.trainer.training.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.understudy.trainer.run.CanonicalJson;
import dev.understudy.trainer.run.Folders;
import dev.understudy.trainer.training.Decided;
import dev.understudy.trainer.training.Figures;
import dev.understudy.trainer.training.Training;
import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.TrainingWatch.Point;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The folder of a run; see the package for what is in it.
 *
 * @param folder where it is
 */
public record RunFolder(Path folder) {
  static final String FORMAT = "understudy-run";
  static final int VERSION = 1;

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int DIGITS = 8;

  public RunFolder {
    Objects.requireNonNull(folder, "folder");
  }

  /**
   * The folder of a plan's run.
   *
   * @param runs where all runs lie
   * @throws IOException if the plan's set cannot be read
   */
  public static RunFolder of(Path runs, TrainingPlan plan) throws IOException {
    return new RunFolder(runs.resolve(plan.name() + "-" + plan.fingerprint().substring(0, DIGITS)));
  }

  /** Its name. */
  public String id() {
    return String.valueOf(folder.getFileName());
  }

  /** Where a student lies that is of use to this run alone. */
  public Path student() {
    return folder.resolve("student");
  }

  /** Deletes the student, if it is there. */
  public void deleteStudent() throws IOException {
    Folders.delete(student());
  }

  /** Deletes what the run would go on from if it was not finished. */
  public void deleteUnfinished() throws IOException {
    Folders.delete(Training.unfinished(student()));
  }

  /** Whether the run came to its end. */
  public boolean isFinished() throws IOException {
    return isFinished(json());
  }

  private static boolean isFinished(JsonNode json) {
    return json.path("status").asText().equals("finished");
  }

  /** What {@code run.json} says; a missing node where there is none that can be read. */
  JsonNode json() throws IOException {
    Path file = folder.resolve("run.json");
    if (!Files.exists(file)) {
      return MissingNode.getInstance();
    }
    try {
      return MAPPER.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException broken) {
      return MissingNode.getInstance();
    }
  }

  /** The figures on the validation part, if the run is finished. */
  public Optional<Figures> figures() throws IOException {
    return figures("figures");
  }

  /** The majority's figures on the same rows, if the run is finished. */
  public Optional<Figures> majority() throws IOException {
    return figures("majority");
  }

  private Optional<Figures> figures(String key) throws IOException {
    JsonNode all = json();
    JsonNode those = all.path(key);
    return isFinished(all)
        ? Optional.of(
            new Figures(
                those.path("rows").asInt(),
                those.path("accuracy").asDouble(),
                those.path("balanced_accuracy").asDouble(),
                those.path("macro_f1").asDouble(),
                those.path("loss").asDouble()))
        : Optional.empty();
  }

  /** How many rows it was trained on; 0 where that is not known yet. */
  public long trainingRows() throws IOException {
    long rows = 0;
    for (JsonNode each : json().path("labels")) {
      rows += each.asLong();
    }
    return rows;
  }

  /** How long the last attempt took, in seconds. */
  public double seconds() throws IOException {
    return json().path("seconds").asDouble();
  }

  /** The points of its learning curve. */
  public List<Point> curve() throws IOException {
    return Curve.read(folder.resolve("curve.csv"), id());
  }

  /** What the student decided of each row of the validation part, in the order of their ids. */
  public List<Decided> decided() throws IOException {
    List<Decided> decided = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("validation.jsonl"))) {
      JsonNode json = MAPPER.readTree(line);
      decided.add(
          new Decided(
              json.path("row").asText(),
              json.path("label").asText(),
              json.path("answered").asText(),
              json.path("confidence").asDouble(),
              json.path("weight").asDouble()));
    }
    return decided;
  }

  void writeDecided(List<Decided> decided) throws IOException {
    StringBuilder lines = new StringBuilder();
    decided.forEach(each -> lines.append(CanonicalJson.line(each)).append('\n'));
    replace(folder.resolve("validation.jsonl"), lines.toString());
  }

  void write(Map<String, ?> record) throws IOException {
    replace(folder.resolve("run.json"), CanonicalJson.pretty(CanonicalJson.tree(record)));
  }

  /** Writes a file beside, synced, and gives it its name in one step. */
  public static void replace(Path file, String text) throws IOException {
    Path beside = file.resolveSibling("." + file.getFileName() + ".writing");
    Files.writeString(beside, text);
    try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
