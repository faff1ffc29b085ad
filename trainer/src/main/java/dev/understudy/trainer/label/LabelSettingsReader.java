package dev.understudy.trainer.label;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.diff.label.LabelSettings;
import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link LabelSettings} from their section, which says one of three places and, if wanted,
 * the labels there may be:
 *
 * <pre>{@code
 * json: /is_bad                # or pattern: 'Answer: (\w+)', or text: true
 * labels: [0, 1]
 * }</pre>
 */
public final class LabelSettingsReader {
  private static final List<String> PLACES = List.of("json", "pattern", "text");
  private static final LabelSettings STAND_IN =
      new LabelSettings(new LabelSettings.Text(), List.of());

  private static final Scalar<LabelSettings.Json> POINTER =
      Scalar.of(
          new LabelSettings.Json(""),
          text -> {
            try {
              return new LabelSettings.Json(text);
            } catch (IllegalArgumentException none) {
              throw Mismatch.of("must be a JSON pointer such as /answer/label (RFC 6901)", text);
            }
          });

  private static final Scalar<LabelSettings.Regex> PATTERN =
      Scalar.of(
          new LabelSettings.Regex("(x)"),
          text -> {
            try {
              return new LabelSettings.Regex(text);
            } catch (IllegalArgumentException none) {
              throw Mismatch.of(
                  "must be a pattern (RE2) with the label as its one group (...)", text);
            }
          });

  private LabelSettingsReader() {}

  /** The settings of a section. */
  public static LabelSettings read(Section in) {
    List<LabelSettings.Where> places = new ArrayList<>();
    add(in.valueOrNull("json", POINTER), places);
    add(in.valueOrNull("pattern", PATTERN), places);
    boolean text = in.value("text", Scalar.BOOLEAN, false);
    if (text) {
      places.add(new LabelSettings.Text());
    }
    List<String> labels = in.list("labels", Scalar.TEXT, List.of());
    checkLabels(in, labels);
    if (places.size() > 1) {
      in.problem("a label has one place, got " + String.join(" and ", given(in, text)));
    } else if (places.isEmpty() && PLACES.stream().allMatch(in::isSound)) {
      in.problem("a label needs a place: json, pattern or text: true");
    }
    return places.isEmpty() ? STAND_IN : new LabelSettings(places.get(0), labels);
  }

  private static void add(LabelSettings.@Nullable Where place, List<LabelSettings.Where> places) {
    if (place != null) {
      places.add(place);
    }
  }

  private static List<String> given(Section in, boolean text) {
    return PLACES.stream().filter(key -> key.equals("text") ? text : in.has(key)).toList();
  }

  private static void checkLabels(Section in, List<String> labels) {
    Set<String> seen = new LinkedHashSet<>();
    for (int i = 0; i < labels.size(); i++) {
      String label = LabelReader.canonical(labels.get(i));
      if (!seen.add(label)) {
        in.problemAtItem("labels", i, "labels says '" + label + "' twice");
      }
    }
  }
}
