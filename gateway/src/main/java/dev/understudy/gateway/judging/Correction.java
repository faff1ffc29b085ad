package dev.understudy.gateway.judging;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.diff.json.JsonText;
import dev.understudy.diff.label.LabelReader;
import dev.understudy.gateway.recent.Case;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.rules.Compare;
import dev.understudy.rules.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a person typed as the right answer to a case, made into one that a student can learn: where
 * answers are JSON, it is JSON of their shape, or a label put into its place in one of them.
 *
 * @param route the route, or null where the rules have it no more
 * @param labels the labels of its answers, or null where they have none
 * @param one the case
 * @param texts what was answered
 */
record Correction(@Nullable Route route, @Nullable Labels labels, Case one, CaseTexts texts) {
  private static final String JSON = "json";

  /**
   * The right answer.
   *
   * @throws Refused where what was typed can be none; the message holds nothing of it
   */
  String read(String typed, RecentCaptures recent) throws Refused {
    if (isOfJson()) {
      return json(typed, recent);
    }
    if (labels == null || labels.read(typed) != null) {
      return typed;
    }
    String placed = placed(typed, labels.place());
    return placed == null ? Wording.bare(typed, one, recent) : placed;
  }

  private boolean isOfJson() {
    Compare.As as = route == null ? Compare.As.AUTO : route.compare().as();
    return as == Compare.As.JSON
        || (as == Compare.As.AUTO && one.comparison().comparator().equals(JSON));
  }

  private String json(String typed, RecentCaptures recent) throws Refused {
    JsonText read = JsonText.of(typed);
    JsonNode value = read.fenced() ? null : read.value();
    JsonNode answer = answer();
    if (value != null && (value.isContainerNode() || (answer != null && isAlike(value, answer)))) {
      checkShape(value, answer);
      return typed;
    }
    if (labels != null && isKnown(typed, labels, recent)) {
      String placed = placed(typed, labels.place());
      if (placed != null) {
        return placed;
      }
      throw new Refused(
          400, "no answer of this case has a place for a label; give the whole answer as JSON");
    }
    throw new Refused(
        400,
        "expected a correction in JSON, as answers on this route are"
            + (labels == null ? "" : ", or one of the labels that were seen on it"));
  }

  private boolean isKnown(String typed, Labels known, RecentCaptures recent) {
    String label = LabelReader.canonical(typed);
    return label.equals(known.read(text(texts.teacher())))
        || label.equals(known.read(text(texts.student())))
        || known.seen(recent, one.comparison().route()).contains(label);
  }

  /** The first answer that has a place for the label with it there, or null. */
  private @Nullable String placed(String label, @Nullable String place) {
    for (SaidAnswer each : said()) {
      String text = each.text();
      String placed = text == null ? null : Wording.inPlace(label, place, text);
      if (placed != null) {
        return placed;
      }
    }
    return null;
  }

  private void checkShape(JsonNode value, @Nullable JsonNode answer) throws Refused {
    if (answer != null && !isAlike(value, answer)) {
      throw new Refused(
          400,
          "expected a JSON %s, as answers on this route are, found an %s"
              .formatted(kind(answer), kind(value)));
    }
    List<String> missing = new ArrayList<>();
    for (JsonPointer each : places()) {
      if (value.at(each).isMissingNode()) {
        missing.add(each.toString());
      }
    }
    if (!missing.isEmpty()) {
      throw new Refused(
          400, "the correction lacks " + String.join(", ", missing) + ", as both answers have it");
    }
  }

  private static boolean isAlike(JsonNode one, JsonNode other) {
    return one.getNodeType() == other.getNodeType();
  }

  private static String kind(JsonNode value) {
    return value.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  /** What counts in the comparison, else all members, as far as every answer has it. */
  private List<JsonPointer> places() {
    List<JsonPointer> places = new ArrayList<>();
    if (route != null) {
      for (String each : route.compare().fields()) {
        int any = each.indexOf("/*");
        places.add(JsonPointer.compile(any < 0 ? each : each.substring(0, any)));
      }
    }
    JsonNode answer = answer();
    if (places.isEmpty() && answer != null) {
      answer.fieldNames().forEachRemaining(n -> places.add(JsonPointer.empty().appendProperty(n)));
    }
    for (SaidAnswer each : said()) {
      JsonNode value = JsonText.of(each.text()).value();
      if (value != null) {
        places.removeIf(place -> value.at(place).isMissingNode());
      }
    }
    return places;
  }

  /** One of the answers in JSON, the teacher's before the student's; null where none is. */
  private @Nullable JsonNode answer() {
    for (SaidAnswer each : said()) {
      JsonNode value = JsonText.of(each.text()).value();
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private List<SaidAnswer> said() {
    List<SaidAnswer> said = new ArrayList<>();
    if (texts.teacher() != null) {
      said.add(texts.teacher());
    }
    if (texts.student() != null) {
      said.add(texts.student());
    }
    return said;
  }

  private static @Nullable String text(@Nullable SaidAnswer answer) {
    return answer == null ? null : answer.text();
  }

  /** Never what was said. */
  @Override
  public String toString() {
    return "Correction[" + one + "]";
  }
}
