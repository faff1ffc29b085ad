package dev.understudy.trainer.evaluation.judge;

/**
 * Two answers to the same input.
 *
 * @param id names the row
 * @param input what was asked
 * @param first one system's answer
 * @param second the other's
 */
public record JudgedPair(String id, String input, String first, String second) {
  /** Whether both answers are the same but for white space around them. */
  public boolean isAlike() {
    return first.strip().equals(second.strip());
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "JudgedPair[" + id + "]";
  }
}
