package dev.understudy.trainer.training.ablation;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an ablation has come to.
 *
 * @param measured what was measured, each seed at each share that could be trained
 * @param untrained what was said of shares that could not be trained by some seed; of these nothing
 *     counts
 */
public record Ablated(List<Measured> measured, SortedMap<Double, String> untrained) {
  public Ablated {
    SortedMap<Double, String> told = new TreeMap<>(untrained);
    measured = measured.stream().filter(each -> !told.containsKey(each.share())).toList();
    untrained = Collections.unmodifiableSortedMap(told);
  }
}
