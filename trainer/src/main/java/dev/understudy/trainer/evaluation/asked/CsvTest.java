package dev.understudy.trainer.evaluation.asked;

import dev.understudy.exchange.prompt.Turn;
import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.evaluation.recorded.CsvTable;
import dev.understudy.trainer.evaluation.recorded.GoldLabels;
import dev.understudy.trainer.evaluation.recorded.RecordedSystem;
import dev.understudy.trainer.evaluation.recorded.UnreadableRecording;
import dev.understudy.trainer.label.LabelReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A test in a file of comma-separated values: an input in each record, and what is right.
 *
 * @param file the file
 * @param input the column of inputs
 * @param gold the column of what is right
 * @param prompt the file of the prompt, {@code %s} standing for the input, or null where inputs are
 *     whole prompts
 */
public record CsvTest(Path file, String input, String gold, @Nullable Path prompt) {
  /**
   * Asks students every record.
   *
   * @param students by the systems they are, at least one
   * @param recorded systems whose answers stand in columns of the file, by the columns
   * @param labels reads the labels of recorded answers
   * @throws UnreadableRecording if the file cannot be used; the message says where
   */
  public TestSet ask(
      Map<TestSystem, AskedStudent> students, Map<TestSystem, String> recorded, LabelReader labels)
      throws IOException, UnreadableRecording {
    CsvTable table = CsvTable.read(file);
    String asked = promptText();
    int inputs = table.column(input);
    List<List<Turn>> conversations =
        table.records().stream()
            .map(
                each ->
                    List.of(Turn.of("user", asked.replace(RecordedSystem.INPUT, each.get(inputs)))))
            .toList();
    List<Map<String, Answered>> answers = new ArrayList<>();
    table.records().forEach(any -> answers.add(new LinkedHashMap<>()));
    for (Map.Entry<TestSystem, AskedStudent> each : students.entrySet()) {
      List<Answered> said = each.getValue().answers(conversations);
      for (int i = 0; i < said.size(); i++) {
        answers.get(i).put(each.getKey().name(), said.get(i));
      }
    }
    for (Map.Entry<TestSystem, String> each : recorded.entrySet()) {
      int column = table.column(each.getValue());
      for (int i = 0; i < answers.size(); i++) {
        String text = table.records().get(i).get(column);
        answers
            .get(i)
            .put(each.getKey().name(), Answered.labelled(text, labels.read(text).orElse(null)));
      }
    }
    List<TestSystem> systems = new ArrayList<>(students.keySet());
    systems.addAll(recorded.keySet());
    return new TestSet(
        String.valueOf(file.getFileName()), systems, rows(table, answers, gold(students)));
  }

  /** An editor's last line break is none of the prompt's. */
  private String promptText() throws IOException, UnreadableRecording {
    if (prompt == null) {
      return RecordedSystem.INPUT;
    }
    String text = Files.readString(prompt);
    if (!text.contains(RecordedSystem.INPUT)) {
      throw new UnreadableRecording(
          "%s must hold %s where the input stands".formatted(prompt, RecordedSystem.INPUT));
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static GoldLabels gold(Map<TestSystem, AskedStudent> students) {
    return new GoldLabels(
        students.values().stream().flatMap(each -> each.labels().stream()).distinct().toList());
  }

  private List<TestRow> rows(CsvTable table, List<Map<String, Answered>> answers, GoldLabels labels)
      throws UnreadableRecording {
    int inputs = table.column(input);
    int golds = table.column(gold);
    List<TestRow> rows = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      List<String> record = table.records().get(i);
      String label = labels.read(table, i + 2, gold, record.get(golds));
      rows.add(TestRow.of("record " + (i + 2), record.get(inputs), label, answers.get(i)));
    }
    return rows;
  }
}
