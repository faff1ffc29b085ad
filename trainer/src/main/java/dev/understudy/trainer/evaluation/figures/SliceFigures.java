package dev.understudy.trainer.evaluation.figures;

import java.util.List;

/**
 * What systems achieved on rows of one kind.
 *
 * @param dimension in what they are alike: {@code length}, {@code language}, {@code app} or {@code
 *     cluster}
 * @param value what they have in common
 * @param rows how many there are that can be judged
 * @param measure what was measured: {@code accuracy}, or without any gold {@code agreement} with
 *     the teacher
 * @param systems each system's figure, in the order of the test set; none where there are too few
 *     rows to mean something
 */
public record SliceFigures(
    String dimension, String value, int rows, String measure, List<Part> systems) {
  public SliceFigures {
    systems = List.copyOf(systems);
  }

  /**
   * What one system achieved.
   *
   * @param system its name
   * @param figure its accuracy or agreement, with its Wilson interval
   */
  public record Part(String system, Measured figure) {}

  /** Whether there are enough rows for figures. */
  public boolean isMeasured() {
    return !systems.isEmpty();
  }
}
