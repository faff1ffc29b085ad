package dev.understudy.trainer.evaluation.asked;

import dev.understudy.exchange.prompt.Turn;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.Slices;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.training.data.SetFolder;
import dev.understudy.trainer.training.data.UnusableSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
   * Asks students every row, in the order of the rows' ids.
   *
   * @param students by the systems they are, at least one
   * @throws UnusableSet if the set has no such part
   */
  public TestSet ask(Map<TestSystem, AskedStudent> students) throws IOException {
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
    List<Map<String, Answered>> answers = new ArrayList<>();
    asked.forEach(any -> answers.add(new LinkedHashMap<>()));
    List<List<Turn>> conversations =
        asked.stream().map(each -> Turn.read(each.messages())).toList();
    students.forEach(
        (system, student) -> {
          List<Answered> said = student.answers(conversations);
          for (int i = 0; i < said.size(); i++) {
            answers.get(i).put(system.name(), said.get(i));
          }
        });
    List<TestRow> rows = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      answers.get(i).put(TEACHER.name(), asked.get(i).teacher());
      rows.add(asked.get(i).row(answers.get(i)));
    }
    List<TestSystem> systems = new ArrayList<>(students.keySet());
    systems.add(TEACHER);
    return new TestSet(name, systems, rows);
  }

  /** A row, without what students answered. */
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

    TestRow row(Map<String, Answered> answers) {
      return new TestRow(id, input, gold, goldText, answers, slices);
    }
  }
}
