package dev.understudy.diff;

import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Verdict;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a comparison of two answers found.
 *
 * @param comparator the comparator that judged: {@code json, label, text, tools}; {@code auto}
 *     where it was to choose one and nothing could be compared
 * @param verdict what it comes to
 * @param score likeness within [0, 1], 1 for the same; 0 where incomparable
 * @param differences the places that differ, at most 32, with values of at most 2,048 characters
 * @param remarks what was noticed on the way
 * @param measures further measures within [0, 1] by their word, such as {@code token_f1}; sorted
 */
public record Finding(
    String comparator,
    Verdict verdict,
    double score,
    List<Difference> differences,
    Set<Remark> remarks,
    Map<String, Double> measures) {
  public Finding {
    Objects.requireNonNull(comparator, "comparator");
    Objects.requireNonNull(verdict, "verdict");
    differences = List.copyOf(differences);
    EnumSet<Remark> sorted = EnumSet.noneOf(Remark.class);
    sorted.addAll(remarks);
    remarks = Collections.unmodifiableSet(sorted);
    measures = Collections.unmodifiableMap(new TreeMap<>(measures));
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score must be within [0, 1], got " + score);
    }
  }

  /** The remarks' words, sorted, as the table of comparisons holds them. */
  public List<String> remarkWords() {
    return remarks.stream().map(Remark::word).sorted().toList();
  }
}
