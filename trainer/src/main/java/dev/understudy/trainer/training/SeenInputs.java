package dev.understudy.trainer.training;

import dev.understudy.diff.drift.InputFacts;
import dev.understudy.diff.drift.InputProfile;
import dev.understudy.diff.drift.InputReader;
import dev.understudy.diff.drift.ProfileDraft;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.training.data.SetFolder;
import dev.understudy.trainer.training.data.TrainingRow;
import dev.understudy.trainer.training.data.TrainingSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the inputs are spread that a student is trained on: of the rows that are learned from, whole
 * as they were asked, whatever of them the student reads.
 */
final class SeenInputs {
  private static final Set<String> COLUMNS = Set.of("id", "messages", "tools");

  private SeenInputs() {}

  /** The profile of the set's training rows. */
  static InputProfile of(Path folder, TrainingSet set) throws IOException {
    Map<String, String> labels = new HashMap<>();
    for (TrainingRow row : set.rows(Split.TRAIN)) {
      labels.put(row.id(), row.label());
    }
    InputReader reader = new InputReader(set.prompts());
    List<ProfileDraft.Row> rows = new ArrayList<>();
    SetFolder.eachKept(
        folder,
        COLUMNS,
        (part, row) -> {
          String id = row.text("id");
          String label = id == null ? null : labels.get(id);
          if (id != null && label != null) {
            rows.add(new ProfileDraft.Row(id, facts(reader, row).labelled(label)));
          }
        });
    // The order in which files lie must not matter.
    rows.sort(Comparator.comparing(ProfileDraft.Row::id));
    return ProfileDraft.of(rows);
  }

  private static InputFacts facts(InputReader reader, Row row) {
    String messages = row.text("messages");
    return reader.read(Turn.read(messages == null ? "[]" : messages), row.text("tools") != null);
  }
}
