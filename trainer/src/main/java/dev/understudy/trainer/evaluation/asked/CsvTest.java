package dev.understudy.trainer.evaluation.asked;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.trainer.evaluation.recorded.GoldLabels;
import dev.understudy.trainer.evaluation.recorded.InputPrompt;
import dev.understudy.trainer.evaluation.recorded.RecordedAnswers;
import dev.understudy.trainer.evaluation.recorded.RecordedColumns;
import dev.understudy.trainer.evaluation.recorded.RecordedSystem;
import dev.understudy.trainer.evaluation.recorded.UnreadableRecording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A test in a file of comma-separated values: an input in each record, and what is right.
 *
 * @param file the file
 * @param columns where it has what
 * @param prompt in which inputs are asked
 */
public record CsvTest(Path file, RecordedColumns columns, InputPrompt prompt) {
  /**
   * The test.
   *
   * @param recorded systems whose answers were recorded
   * @param labels reads the labels of recorded answers, or null where they are no labels
   * @param gold reads gold
   * @throws UnreadableRecording if a file cannot be used; the message says where
   */
  public FrozenTest read(
      List<RecordedSystem> recorded, @Nullable LabelReader labels, GoldLabels gold)
      throws IOException {
    List<TestQuestion> questions =
        new RecordedAnswers(columns, labels, gold)
            .rows(file, recorded).stream()
                .map(row -> new TestQuestion(row, prompt.conversation(row.input())))
                .toList();
    if (questions.isEmpty()) {
      throw new UnreadableRecording(file + ": there is no record below the header");
    }
    return new FrozenTest(
        String.valueOf(file.getFileName()),
        recorded.stream().map(RecordedSystem::system).toList(),
        questions);
  }
}
