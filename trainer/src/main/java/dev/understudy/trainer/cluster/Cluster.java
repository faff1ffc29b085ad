package dev.understudy.trainer.cluster;

import java.io.Serializable;
import java.util.List;

/**
 * Inputs of like words, as a person reads it.
 *
 * @param number from 0 for the largest
 * @param sampled how many inputs of the sample belong to it
 * @param terms the words that tell it from others, the most telling first; each stands in at least
 *     two inputs of the sample
 */
public record Cluster(int number, int sampled, List<String> terms) implements Serializable {
  public Cluster {
    terms = List.copyOf(terms);
  }
}
