package dev.understudy.trainer.training.data;

import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.trainer.example.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a student is trained and tested on.
 *
 * @param name of the set
 * @param fingerprint of its content
 * @param prompts its templates
 * @param parts the rows of each part, in the order of their ids
 */
public record TrainingSet(
    String name, String fingerprint, Prompts prompts, Map<Split, List<TrainingRow>> parts) {
  public TrainingSet {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(prompts, "prompts");
    EnumMap<Split, List<TrainingRow>> copies = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      copies.put(
          split,
          parts.getOrDefault(split, List.of()).stream()
              .sorted(Comparator.comparing(TrainingRow::id))
              .toList());
    }
    parts = Collections.unmodifiableMap(copies);
  }

  /** The rows of a part, in the order of their ids; empty where it has none. */
  public List<TrainingRow> rows(Split split) {
    return Objects.requireNonNull(parts.get(split));
  }

  /** The same, where a share of what is trained on becomes the part for validation. */
  public TrainingSet withHeldOut(double share, long seed) {
    Map<Split, List<TrainingRow>> all = new EnumMap<>(parts);
    List<TrainingRow> kept = new ArrayList<>();
    List<TrainingRow> heldOut = new ArrayList<>(rows(Split.VALIDATION));
    for (TrainingRow row : rows(Split.TRAIN)) {
      // What says nearly the same goes the same way, or validation would only ask for memory.
      String unit = row.group() == null ? row.id() : row.group();
      (Lot.of(seed, "hold-out", unit) < share ? heldOut : kept).add(row);
    }
    all.put(Split.TRAIN, kept);
    all.put(Split.VALIDATION, heldOut);
    return new TrainingSet(name, fingerprint, prompts, all);
  }

  /**
   * The same with a share of the rows that are trained on: that share of each label's, and one at
   * least. What a smaller share has, a larger one of the same seed has, too.
   *
   * @param share in (0, 1]
   */
  public TrainingSet withTrainingShare(double share, long seed) {
    if (share == 1) {
      return this;
    }
    Map<String, List<TrainingRow>> byLabel = new TreeMap<>();
    rows(Split.TRAIN)
        .forEach(row -> byLabel.computeIfAbsent(row.label(), any -> new ArrayList<>()).add(row));
    List<TrainingRow> kept = new ArrayList<>();
    for (List<TrainingRow> all : byLabel.values()) {
      all.sort(Comparator.comparingDouble(row -> Lot.of(seed, "train-on", row.id())));
      kept.addAll(all.subList(0, (int) Math.max(1, Math.round(share * all.size()))));
    }
    Map<Split, List<TrainingRow>> changed = new EnumMap<>(parts);
    changed.put(Split.TRAIN, kept);
    return new TrainingSet(name, fingerprint, prompts, changed);
  }

  /** How many training rows have each label, in the labels' order. */
  public Map<String, Long> counts(Split split) {
    Map<String, Long> counts = new TreeMap<>();
    rows(split).forEach(row -> counts.merge(row.label(), 1L, Long::sum));
    return counts;
  }

  /**
   * The most frequent label, the first of several as frequent.
   *
   * @param counts how many rows have each label, in the labels' order; at least one
   */
  public static String majority(Map<String, Long> counts) {
    long most = Collections.max(counts.values());
    return counts.entrySet().stream()
        .filter(each -> each.getValue() == most)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /**
   * The answer that stands for each label: the one given most often in training, the shorter of two
   * given as often.
   */
  public Map<String, String> wordings() {
    Map<String, Map<String, Long>> times = new TreeMap<>();
    for (TrainingRow row : rows(Split.TRAIN)) {
      times.computeIfAbsent(row.label(), any -> new TreeMap<>()).merge(row.answer(), 1L, Long::sum);
    }
    Map<String, String> wordings = new LinkedHashMap<>();
    times.forEach(
        (label, answers) ->
            wordings.put(
                label,
                Collections.max(
                        answers.entrySet(),
                        Map.Entry.<String, Long>comparingByValue()
                            .thenComparing(
                                Map.Entry.comparingByKey(
                                    Comparator.comparingInt(String::length)
                                        .reversed()
                                        .thenComparing(Comparator.reverseOrder()))))
                    .getKey()));
    return wordings;
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "TrainingSet[" + name + "]";
  }
}
