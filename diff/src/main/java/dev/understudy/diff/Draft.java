package dev.understudy.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.understudy.diff.json.Differences;
import dev.understudy.exchange.Verdict;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A finding on its way. Not thread-safe. */
final class Draft {
  private final Differences differences = new Differences();
  private final Set<Remark> remarks = EnumSet.noneOf(Remark.class);
  private final Map<String, Double> measures = new TreeMap<>();

  Differences differences() {
    return differences;
  }

  void remark(Remark remark) {
    remarks.add(remark);
  }

  void remarkIf(boolean holds, Remark remark) {
    if (holds) {
      remarks.add(remark);
    }
  }

  void measure(String word, double value) {
    measures.put(word, value);
  }

  /** Adds the two answers as wholes. */
  void wholesDiffer(Said teacher, Said student) {
    differences.add("", whole(teacher), whole(student));
  }

  private static @Nullable JsonNode whole(Said said) {
    return said.isEmpty() && !said.hasText()
        ? null
        : new TextNode(said.calls() == null ? said.text() : said.calls());
  }

  Finding incomparable(String comparator) {
    return finding(comparator, Verdict.INCOMPARABLE, 0);
  }

  Finding same(String comparator, double score) {
    return finding(comparator, Verdict.SAME, score);
  }

  Finding different(String comparator, double score) {
    return finding(comparator, Verdict.DIFFERENT, score);
  }

  private Finding finding(String comparator, Verdict verdict, double score) {
    remarkIf(differences.leftOut(), Remark.DIFFERENCES_LEFT_OUT);
    return new Finding(comparator, verdict, score, differences.list(), remarks, measures);
  }
}
