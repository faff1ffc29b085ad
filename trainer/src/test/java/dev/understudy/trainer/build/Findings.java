package dev.understudy.trainer.build;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What was found of what was planted, for one reason to drop rows. */
record Findings(int planted, int found, int rightly) {

  /** The share of what was found that was planted. */
  double precision() {
    return found == 0 ? 1 : (double) rightly / found;
  }

  /** The share of what was planted that was found. */
  double recall() {
    return planted == 0 ? 1 : (double) rightly / planted;
  }

  /** By reason; both maps have the reason for each identifier. */
  static Map<String, Findings> of(Map<String, String> truth, Map<String, String> told) {
    Map<String, Findings> all = new TreeMap<>();
    truth.forEach(
        (id, planted) -> {
          String found = told.get(id);
          all.merge(planted, new Findings(1, 0, planted.equals(found) ? 1 : 0), Findings::plus);
        });
    told.forEach((id, found) -> all.merge(found, new Findings(0, 1, 0), Findings::plus));
    return all;
  }

  private Findings plus(Findings other) {
    return new Findings(planted + other.planted, found + other.found, rightly + other.rightly);
  }

  /** For people. */
  static String table(Map<String, Findings> all) {
    StringBuilder table =
        new StringBuilder("reason            planted  found  precision  recall\n");
    all.forEach(
        (reason, each) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "%-16s %8d %6d %10.4f %7.4f%n",
                    reason,
                    each.planted,
                    each.found,
                    each.precision(),
                    each.recall())));
    return table.toString();
  }
}
