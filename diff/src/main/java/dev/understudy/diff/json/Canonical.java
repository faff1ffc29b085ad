package dev.understudy.diff.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One text for all values that are the same under the terms, the tolerance aside. */
final class Canonical {
  private Canonical() {}

  /** The text of what counts in the value; null where nothing does. */
  static @Nullable String of(JsonNode value, Marks marks) {
    if (marks.countNothing()) {
      return null;
    }
    if (value.isObject()) {
      return object(value, marks);
    }
    if (value.isArray()) {
      return array(value, marks);
    }
    return marks.countWhole() ? Scalars.canonical(value) : null;
  }

  private static @Nullable String object(JsonNode object, Marks marks) {
    TreeMap<String, String> members = new TreeMap<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String text = of(member.getValue(), marks.at(member.getKey()));
      if (text != null) {
        members.put(member.getKey(), text);
      }
    }
    if (members.isEmpty() && !(marks.countWhole() && object.isEmpty())) {
      return null;
    }
    StringBuilder text = new StringBuilder("{");
    members.forEach((name, member) -> text.append(quoted(name)).append(':').append(member));
    return text.append('}').toString();
  }

  private static @Nullable String array(JsonNode array, Marks marks) {
    boolean unordered = marks.unordered().here();
    List<String> elements = new ArrayList<>(array.size());
    int counted = 0;
    for (int i = 0; i < array.size(); i++) {
      String text = of(array.get(i), unordered ? marks.atAny() : marks.at(Integer.toString(i)));
      counted += text == null ? 0 : 1;
      if (text != null || !unordered) {
        elements.add(text == null ? "" : text); // keeps the places of those after it
      }
    }
    if (counted == 0 && !(marks.countWhole() && array.isEmpty())) {
      return null;
    }
    if (unordered) {
      elements.sort(null);
    }
    return "[" + String.join(",", elements) + "]";
  }

  private static String quoted(String name) {
    return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
