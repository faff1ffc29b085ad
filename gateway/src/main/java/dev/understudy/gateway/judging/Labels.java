package dev.understudy.gateway.judging;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.gateway.recent.CaseFilter;
import dev.understudy.gateway.recent.Group;
import dev.understudy.gateway.recent.GroupCount;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.rules.Compare;
import dev.understudy.rules.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The labels that the answers on a route come down to: where the rules compare by label, or by one
 * field of JSON.
 *
 * @param reader reads the label of an answer
 * @param pointer where disagreements of labels point to
 * @param place where the label stands in an answer's JSON, as a JSON pointer; null where it stands
 *     in a text
 */
record Labels(LabelReader reader, String pointer, @Nullable String place) {
  private static final int MOST = 12;

  Labels {
    Objects.requireNonNull(reader, "reader");
    Objects.requireNonNull(pointer, "pointer");
  }

  /** Those of a route, or null where its answers have none. */
  static @Nullable Labels of(@Nullable Route route) {
    if (route == null) {
      return null;
    }
    Compare compare = route.compare();
    return switch (compare.as()) {
      case LABEL -> {
        String pick = compare.pick();
        boolean isPointer = pick != null && pick.startsWith("/");
        yield new Labels(LabelReader.picking(pick), "", isPointer ? pick : null);
      }
      case JSON ->
          compare.fields().size() == 1 && !compare.fields().get(0).contains("*")
              ? ofField(compare.fields().get(0))
              : null;
      case AUTO, TEXT, TOOLS -> null;
    };
  }

  private static Labels ofField(String pointer) {
    return new Labels(LabelReader.picking(pointer), pointer, pointer);
  }

  /** The label of an answer, or null where it has none. */
  @Nullable String read(@Nullable String answer) {
    return answer == null ? null : reader.read(answer).orElse(null);
  }

  /** The labels seen in disagreements, those that come most often first; at most {@value #MOST}. */
  List<String> seen(RecentCaptures recent, String route) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (GroupCount each : recent.groups(route, CaseFilter.ALL)) {
      Group group = each.group();
      if (group.hasValues() && group.pointer().equals(pointer)) {
        count(group.teacher(), each.cases(), counts);
        count(group.student(), each.cases(), counts);
      }
    }
    List<String> labels = new ArrayList<>(counts.keySet());
    labels.sort((one, other) -> counts.getOrDefault(other, 0) - counts.getOrDefault(one, 0));
    return labels.subList(0, Math.min(MOST, labels.size()));
  }

  private static void count(@Nullable String value, int cases, Map<String, Integer> counts) {
    if (value != null && !value.isBlank()) {
      counts.merge(LabelReader.canonical(value), cases, Integer::sum);
    }
  }
}
