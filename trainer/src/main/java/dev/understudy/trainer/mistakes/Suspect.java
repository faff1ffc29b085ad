package dev.understudy.trainer.mistakes;

import dev.understudy.trainer.evaluation.TestRow;

/**
 * A row whose gold label is likely wrong.
 *
 * @param row the row
 * @param gold the label it has
 * @param likely the label it more likely should have
 * @param probability of the likely label, as the student sees it
 * @param margin the probability of gold less that of the likely label, within [-1, 1]: the lower,
 *     the more suspect
 */
public record Suspect(TestRow row, String gold, String likely, double probability, double margin) {
  /** Never the content. */
  @Override
  public String toString() {
    return "Suspect[" + row.id() + ", margin=" + margin + "]";
  }
}
