package dev.understudy.trainer.evaluation.recorded;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.exchange.wire.TokenEstimate;
import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.Slices;
import dev.understudy.trainer.evaluation.TestRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings recorded answers of several systems together on the same rows, so that teachers, prompts
 * and temperatures can be compared before a student is trained.
 */
public final class RecordedAnswers {
  private final RecordedColumns columns;
  private final @Nullable LabelReader labels;
  private final GoldLabels gold;
  private final Map<Path, Keyed> files = new HashMap<>();

  /**
   * Reads answers of that shape.
   *
   * @param columns what is common to all files
   * @param labels reads the label of an answer, or null where answers are texts and no labels
   * @param gold reads gold
   */
  public RecordedAnswers(RecordedColumns columns, @Nullable LabelReader labels, GoldLabels gold) {
    this.columns = columns;
    this.labels = labels;
    this.gold = gold;
  }

  /**
   * The rows of a file with what systems answered to them, in its order.
   *
   * @param test has the inputs, and gold
   * @param systems whose answers stand in that file or in others; in others, rows are found by id,
   *     or by the input
   * @throws UnreadableRecording where files do not fit together; the message says where
   */
  public List<TestRow> rows(Path test, List<RecordedSystem> systems) throws IOException {
    CsvTable table = columns.id() == null ? CsvTable.read(test) : keyed(test).table();
    List<TestRow> rows = new ArrayList<>();
    for (int i = 0; i < table.records().size(); i++) {
      rows.add(row(table, new Line(i + 2, table.records().get(i)), systems));
    }
    return rows;
  }

  private TestRow row(CsvTable table, Line line, List<RecordedSystem> systems) throws IOException {
    String key = line.field(table.column(columns.key()));
    String input = line.field(table.column(columns.input()));
    Map<String, Answered> answers = new LinkedHashMap<>();
    for (RecordedSystem system : systems) {
      String text =
          system.file().equals(table.file())
              ? line.field(table.column(system.column()))
              : elsewhere(system, key, table, line);
      answers.put(system.system().name(), answered(system, input, text));
    }
    return new TestRow(
        columns.id() == null ? "record " + line.number() : key,
        input,
        gold(table, line),
        reference(table, line),
        answers,
        Slices.NONE);
  }

  private String elsewhere(RecordedSystem system, String key, CsvTable table, Line line)
      throws IOException {
    Keyed file = keyed(system.file());
    Line there = file.lines().get(key);
    if (there == null) {
      throw new UnreadableRecording(
          "%s: no row for record %d of %s: compare systems on the same rows"
              .formatted(system.file(), line.number(), table.file()));
    }
    return there.field(file.table().column(system.column()));
  }

  private Answered answered(RecordedSystem system, String input, String text) {
    String label = labels == null ? null : labels.read(text).orElse(null);
    Answered answer = Answered.labelled(text, label);
    InputPrompt prompt = system.prompt();
    return prompt == null
        ? answer
        : answer.withTokens(
            TokenEstimate.of(prompt.about(input), system.model()),
            TokenEstimate.of(text, system.model()));
  }

  private @Nullable String gold(CsvTable table, Line line) throws UnreadableRecording {
    String column = columns.gold();
    return column == null
        ? null
        : gold.read(table, line.number(), column, line.field(table.column(column)));
  }

  private @Nullable String reference(CsvTable table, Line line) throws UnreadableRecording {
    String column = columns.reference();
    String text = column == null ? "" : line.field(table.column(column));
    return text.isBlank() ? null : text;
  }

  private Keyed keyed(Path path) throws IOException {
    Keyed known = files.get(path);
    if (known != null) {
      return known;
    }
    CsvTable table = CsvTable.read(path);
    int column = table.column(columns.key());
    Map<String, Line> lines = new LinkedHashMap<>();
    for (int i = 0; i < table.records().size(); i++) {
      Line line = new Line(i + 2, table.records().get(i)); // the header is the first record
      if (lines.put(line.field(column), line) != null) {
        throw new UnreadableRecording(
            "%s: record %d has the same '%s' as one before it"
                .formatted(path, line.number(), columns.key()));
      }
    }
    Keyed keyed = new Keyed(table, lines);
    files.put(path, keyed);
    return keyed;
  }

  /** A file whose lines are found by what names them. */
  private record Keyed(CsvTable table, Map<String, Line> lines) {}

  private record Line(int number, List<String> fields) {
    String field(int column) {
      return fields.get(column);
    }
  }
}
