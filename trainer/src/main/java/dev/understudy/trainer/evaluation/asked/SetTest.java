package dev.understudy.trainer.evaluation.asked;

import dev.understudy.exchange.prompt.Turn;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.Slices;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.training.data.SetFolder;
import dev.understudy.trainer.training.data.UnusableSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of a training set as a test: its teacher's captured answers stand beside the students',
 * and what feedback said is gold.
 *
 * @param folder the training set's
 * @param part the part
 */
public record SetTest(Path folder, Split part) {
  private static final Set<String> COLUMNS =
      Set.of(
          "id",
          "messages",
          "input",
          "answer",
          "label",
          "teacher_answer",
          "teacher_label",
          "gold_answer",
          "gold_label",
          "app",
          "cluster",
          "input_tokens");
  private static final TestSystem TEACHER = new TestSystem("teacher", Role.TEACHER);

  public SetTest {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(part, "part");
  }

  /**
   * The test, its rows in the order of their ids; the captured teacher is recorded in it.
   *
   * @throws UnusableSet if the set has no such part
   */
  public FrozenTest read() throws IOException {
    String name = SetFolder.manifest(folder).path("name").asText() + " " + part.word();
    List<Asked> asked = new ArrayList<>();
    SetFolder.eachKept(
        folder,
        COLUMNS,
        (split, row) -> {
          if (split == part) {
            asked.add(Asked.of(row));
          }
        });
    if (asked.isEmpty()) {
      throw new UnusableSet(
          "%s has no rows of the part %s; say splits.%s in the dataset's file"
              .formatted(folder, part.word(), part.word().replace('-', '_')));
    }
    asked.sort(Comparator.comparing(Asked::id));
    return new FrozenTest(name, List.of(TEACHER), asked.stream().map(Asked::question).toList());
  }

  /** A row as the set has it. */
  private record Asked(
      String id,
      String messages,
      String input,
      Answered teacher,
      @Nullable String gold,
      @Nullable String goldText,
      Slices slices) {
    static Asked of(Row row) {
      String replaced = row.text("teacher_answer");
      String answer = text(row, "answer");
      Number cluster = row.number("cluster");
      Number tokens = row.number("input_tokens");
      return new Asked(
          text(row, "id"),
          text(row, "messages"),
          text(row, "input"),
          Answered.labelled(
              replaced == null ? answer : replaced,
              replaced == null ? row.text("label") : row.text("teacher_label")),
          row.text("gold_label"),
          row.text("gold_answer"),
          new Slices(
              row.text("app"),
              null,
              cluster == null ? null : cluster.toString(),
              tokens == null ? null : (Integer) tokens.intValue()));
    }

    private static String text(Row row, String column) {
      String text = row.text(column);
      return text == null ? "" : text;
    }

    TestQuestion question() {
      Map<String, Answered> answers = Map.of(TEACHER.name(), teacher);
      return new TestQuestion(
          new TestRow(id, input, gold, goldText, answers, slices), Turn.read(messages));
    }
  }
}
