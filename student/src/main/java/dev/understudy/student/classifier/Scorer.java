package dev.understudy.student.classifier;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What gives each label a number for a text: the network, or what stands in for one. Any number of
 * threads may use it at the same time.
 */
public interface Scorer extends AutoCloseable {
  /**
   * Scores texts.
   *
   * @param texts 1 to {@link #mostAtOnce()} texts
   * @return one score for each, in their order
   */
  List<Score> scores(List<String> texts);

  /** How many tokens a text has, as this scorer counts them. */
  int tokens(String text);

  /** How many texts it takes at once. */
  int mostAtOnce();

  /** What {@code student.json} says of it; {@code type} tells what can load it. */
  ObjectNode settings();

  /** Writes the files it is loaded from. */
  void writeInto(Path folder) throws IOException;

  @Override
  void close();

  /**
   * What a scorer makes of a text.
   *
   * @param logits a number for each label, in the labels' order; larger is likelier
   * @param tokens how many tokens were read
   * @param truncated whether some were left out
   */
  record Score(List<Float> logits, int tokens, boolean truncated) {
    public Score {
      logits = List.copyOf(logits);
    }

    /** The same of numbers in an array. */
    public static Score of(float[] logits, int tokens, boolean truncated) {
      List<Float> list = new ArrayList<>(logits.length);
      for (float each : logits) {
        list.add(each);
      }
      return new Score(list, tokens, truncated);
    }
  }
}
