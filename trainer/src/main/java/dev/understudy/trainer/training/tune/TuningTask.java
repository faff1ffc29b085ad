package dev.understudy.trainer.training.tune;

import dev.understudy.student.encoder.Precision;
import dev.understudy.student.pretrained.Pretrained;
import dev.understudy.student.tokens.Tokens;
import dev.understudy.trainer.training.TrainingWatch;
import dev.understudy.trainer.training.data.Target;
import java.nio.file.Path;
import java.util.List;

/**
 * What is to be learnt, and with what.
 *
 * @param pretrained the encoder it starts from
 * @param precision the numbers that matrices are multiplied in
 * @param labels how many labels there are
 * @param rows the training rows, at least one
 * @param validation what is looked at to choose
 * @param seed of all that is drawn
 * @param folder where checkpoints lie; of this task alone
 * @param watch is told how it goes
 */
public record TuningTask(
    Pretrained pretrained,
    Precision precision,
    int labels,
    List<Row> rows,
    Validation validation,
    long seed,
    Path folder,
    TrainingWatch watch) {
  public TuningTask {
    rows = List.copyOf(rows);
  }

  /** The rows' texts. */
  public List<Tokens> texts() {
    return rows.stream().map(Row::tokens).toList();
  }

  /**
   * A row to learn from.
   *
   * @param tokens its text
   * @param target what to say of it
   * @param label the place of its label
   */
  public record Row(Tokens tokens, Target target, int label) {}
}
