package dev.understudy.trainer.training.experiment;

import dev.understudy.trainer.training.Measure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What came of an experiment, on the validation part.
 *
 * @param name the experiment's
 * @param by what settings are compared by
 * @param all the best first; of equals, the one that the file has first
 * @param untrained what was said of settings that could not be trained, by their names
 */
public record Outcomes(String name, Measure by, List<Outcome> all, Map<String, String> untrained) {
  public Outcomes {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(by, "by");
    all =
        all.stream()
            .sorted(Comparator.comparing((Outcome each) -> each.mean(by), by.bestFirst()))
            .toList();
    untrained = Collections.unmodifiableMap(new LinkedHashMap<>(untrained));
  }

  /** A table in text, with a line for each setting that could not be trained below. */
  public String text() {
    List<List<String>> lines = new ArrayList<>(List.of(heads()));
    all.forEach(each -> lines.add(cells(each)));
    int width = lines.stream().mapToInt(line -> line.get(0).length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder(line.get(0));
      row.append(" ".repeat(width - line.get(0).length()));
      line.subList(1, line.size())
          .forEach(cell -> row.append(String.format(Locale.ROOT, "  %17s", cell)));
      text.append(row).append(System.lineSeparator());
    }
    untrained.forEach(
        (setting, why) ->
            text.append(setting)
                .append(" could not be trained: ")
                .append(why)
                .append(System.lineSeparator()));
    return text.toString();
  }

  /** The heads of a table's columns. */
  List<String> heads() {
    List<String> heads = new ArrayList<>(List.of("setting"));
    for (Measure each : Measure.values()) {
      heads.add(each.word().replace('_', ' '));
    }
    heads.addAll(List.of("seeds", "seconds"));
    return heads;
  }

  /** The cells of a table's line. */
  List<String> cells(Outcome outcome) {
    List<String> cells = new ArrayList<>(List.of(outcome.name()));
    for (Measure each : Measure.values()) {
      String mean = each.wording(outcome.mean(each));
      double spread = outcome.spread(each);
      cells.add(Double.isNaN(spread) ? mean : mean + " ± " + each.wording(spread));
    }
    cells.add(Integer.toString(outcome.runs().size()));
    cells.add(String.format(Locale.ROOT, "%.1f", outcome.seconds()));
    return cells;
  }
}
