package dev.understudy.diff.label;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.diff.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out where answers have their labels, from answers whose labels are known. */
public final class LabelPlaces {
  private LabelPlaces() {}

  /**
   * The place at which every answer has its label: the whole answer if that will do, else the first
   * such value of its JSON; nothing where there is none.
   *
   * @param answers an answer for each label
   */
  public static Optional<LabelSettings.Where> in(Map<String, String> answers) {
    List<LabelSettings.Where> places = new ArrayList<>(List.of(new LabelSettings.Text()));
    answers.values().stream()
        .findFirst()
        .ifPresent(answer -> add("", JsonText.of(answer).value(), places));
    return places.stream().filter(place -> isIn(place, answers)).findFirst();
  }

  private static void add(
      String pointer, @Nullable JsonNode value, List<LabelSettings.Where> places) {
    if (value == null) {
      return;
    }
    if (value.isValueNode()) {
      places.add(new LabelSettings.Json(pointer));
    }
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      String name = member.getKey().replace("~", "~0").replace("/", "~1");
      add(pointer + "/" + name, member.getValue(), places);
    }
  }

  private static boolean isIn(LabelSettings.Where place, Map<String, String> answers) {
    LabelReader reader = LabelReader.of(new LabelSettings(place, List.of()));
    return answers.entrySet().stream()
        .allMatch(
            each ->
                reader
                    .read(each.getValue())
                    .equals(Optional.of(LabelReader.canonical(each.getKey()))));
  }
}
