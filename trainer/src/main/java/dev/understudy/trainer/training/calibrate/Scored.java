package dev.understudy.trainer.training.calibrate;

import java.util.List;

/**
 * What a scorer said of a row, and what is right.
 *
 * @param logits a number for each label
 * @param label the place of the right label
 * @param weight how much the row counts, greater than 0
 */
public record Scored(List<Float> logits, int label, double weight) {
  public Scored {
    logits = List.copyOf(logits);
  }
}
