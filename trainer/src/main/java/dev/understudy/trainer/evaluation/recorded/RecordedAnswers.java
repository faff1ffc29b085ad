package dev.understudy.trainer.evaluation.recorded;

import dev.understudy.exchange.wire.TokenEstimate;
import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.label.LabelReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings recorded answers of several systems together on the same rows, those of the first file, so
 * that teachers, prompts and temperatures can be compared before a student is trained.
 */
public final class RecordedAnswers {
  private final RecordedColumns columns;
  private final LabelReader labels;
  private final GoldLabels gold;
  private final Map<Path, Keyed> files = new HashMap<>();

  /**
   * Reads answers of that shape.
   *
   * @param columns what is common to all files
   * @param labels reads the label of an answer
   * @param gold reads gold
   */
  public RecordedAnswers(RecordedColumns columns, LabelReader labels, GoldLabels gold) {
    this.columns = columns;
    this.labels = labels;
    this.gold = gold;
  }

  /**
   * The test set of these systems.
   *
   * @param name of the test set
   * @param systems at least one
   * @throws UnreadableRecording where files do not fit together; the message says where
   */
  public TestSet read(String name, List<RecordedSystem> systems)
      throws IOException, UnreadableRecording {
    Keyed first = keyed(systems.get(0).file());
    List<TestRow> rows = new ArrayList<>();
    for (Map.Entry<String, Line> line : first.lines().entrySet()) {
      rows.add(row(line.getKey(), first, line.getValue(), systems));
    }
    return new TestSet(name, systems.stream().map(RecordedSystem::system).toList(), rows);
  }

  private TestRow row(String key, Keyed first, Line line, List<RecordedSystem> systems)
      throws IOException, UnreadableRecording {
    String input = line.field(first.table().column(columns.input()));
    Map<String, Answered> answers = new LinkedHashMap<>();
    for (RecordedSystem system : systems) {
      Keyed file = keyed(system.file());
      Line there = file.lines().get(key);
      if (there == null) {
        throw new UnreadableRecording(
            "%s: no row for record %d of %s: compare systems on the same rows"
                .formatted(system.file(), line.number(), first.table().file()));
      }
      String text = there.field(file.table().column(system.column()));
      answers.put(system.system().name(), answered(system, input, text));
    }
    String id = columns.id() == null ? "record " + line.number() : key;
    return TestRow.of(id, input, gold(first.table(), line), answers);
  }

  private Answered answered(RecordedSystem system, String input, String text) {
    Answered answer = Answered.labelled(text, labels.read(text).orElse(null));
    String prompt = system.prompt();
    return prompt == null
        ? answer
        : answer.withTokens(
            TokenEstimate.of(prompt.replace(RecordedSystem.INPUT, input), system.model()),
            TokenEstimate.of(text, system.model()));
  }

  private @Nullable String gold(CsvTable table, Line line) throws UnreadableRecording {
    String written = line.field(table.column(columns.gold()));
    return gold.read(table, line.number(), columns.gold(), written);
  }

  private Keyed keyed(Path path) throws IOException, UnreadableRecording {
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
