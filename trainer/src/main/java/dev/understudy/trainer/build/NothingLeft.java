package dev.understudy.trainer.build;

import dev.understudy.trainer.card.StageCount;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells why a set would have no rows. */
final class NothingLeft {
  private NothingLeft() {}

  /**
   * What is to be said.
   *
   * @param stages those up to the one that left nothing
   */
  static String message(String set, List<StageCount> stages) {
    StageCount last = stages.get(0);
    for (StageCount each : stages) {
      last = each.droppedRows() > 0 ? each : last;
    }
    return last.droppedRows() == 0
        ? String.format(
            Locale.ROOT,
            "set %s: no row is left: corpus.sources and the time asked for take none of the %,d"
                + " exchanges there are",
            set,
            last.passedOverRows())
        : String.format(
            Locale.ROOT,
            "set %s: no row is left: %s dropped the last %,d (%s); ask less there, or take more"
                + " captures",
            set,
            last.stage(),
            last.droppedRows(),
            reasons(last));
  }

  /** The most frequent first. */
  private static String reasons(StageCount stage) {
    return stage.dropped().entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(each -> String.format(Locale.ROOT, "%s %,d", each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "));
  }
}
