package dev.understudy.trainer.training.experiment;

import dev.understudy.trainer.run.CanonicalJson;
import dev.understudy.trainer.training.Measure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Outcomes as JSON. */
public final class OutcomesJson {
  private OutcomesJson() {}

  /** The JSON, with a line's end after it. */
  public static String write(Outcomes outcomes) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", outcomes.name());
    all.put("by", outcomes.by().word());
    all.put("settings", outcomes.all().stream().map(OutcomesJson::setting).toList());
    all.put("untrained", outcomes.untrained());
    return CanonicalJson.pretty(CanonicalJson.tree(all));
  }

  private static Map<String, Object> setting(Outcome outcome) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("setting", outcome.name());
    for (Measure each : Measure.values()) {
      double spread = outcome.spread(each);
      Map<String, Object> figure = new LinkedHashMap<>();
      figure.put("mean", outcome.mean(each));
      figure.put("deviation", Double.isNaN(spread) ? null : spread);
      all.put(each.word(), figure);
    }
    all.put("seconds", outcome.seconds());
    List<Object> runs =
        outcome.runs().stream()
            .<Object>map(
                run -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("run", run.id());
                  one.put("seed", run.seed());
                  for (Measure each : Measure.values()) {
                    one.put(each.word(), each.of(run.figures()));
                  }
                  one.put("rows", run.figures().rows());
                  return one;
                })
            .toList();
    all.put("runs", runs);
    return all;
  }
}
