package dev.understudy.trainer.card;

import java.util.List;
import java.util.Objects;

/**
 * What the kept rows are made of.
 *
 * @param splits the parts, in their order
 * @param labels labels by part
 * @param provenances who says what is to be answered, by part
 * @param lengths how long inputs and answers are; empty where nothing is kept
 * @param rankings the most frequent templates, users and so on
 */
public record Makeup(
    List<SplitSize> splits,
    CrossTable labels,
    CrossTable provenances,
    List<Distribution> lengths,
    List<Ranking> rankings) {
  public Makeup {
    splits = List.copyOf(splits);
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(provenances, "provenances");
    lengths = List.copyOf(lengths);
    rankings = List.copyOf(rankings);
  }
}
