package dev.understudy.trainer.build;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.trainer.card.StageCount;
import dev.understudy.trainer.corpus.CorpusStage;
import dev.understudy.trainer.run.Manifest;
import dev.understudy.trainer.run.StageFolder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What each stage up to a last one did. */
public final class StageCounts {
  private StageCounts() {}

  /** The counts, the first stage first. */
  public static List<StageCount> of(StageFolder last) throws IOException {
    Deque<Manifest> manifests = new ArrayDeque<>();
    for (StageFolder each = last; each != null; each = each.before()) {
      manifests.push(each.manifest());
    }
    List<StageCount> counts = new ArrayList<>();
    long before = 0;
    for (Manifest each : manifests) {
      SortedMap<String, Long> passedOver = new TreeMap<>();
      JsonNode passed = each.notes().get(CorpusStage.PASSED_OVER);
      if (passed != null && passed.asLong() > 0) {
        passedOver.put("no_source", passed.asLong());
      }
      long in = passed == null ? before : each.rowsIn() + passed.asLong();
      counts.add(
          new StageCount(
              each.stage(),
              counts.isEmpty() ? in : Math.min(in, each.rowsIn()),
              each.kept(),
              new TreeMap<>(each.dropped()),
              passedOver));
      before = each.kept();
    }
    return counts;
  }
}
