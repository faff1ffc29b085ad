package dev.understudy.diff.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many leaves of a value count. */
final class Weight {
  private Weight() {}

  static long of(@Nullable JsonNode value, Marks marks) {
    if (value == null || marks.countNothing()) {
      return 0;
    }
    if (value.isEmpty()) { // a scalar is empty too
      return marks.countWhole() ? 1 : 0;
    }
    long leaves = 0;
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        leaves += of(member.getValue(), marks.at(member.getKey()));
      }
    } else if (marks.unordered().here()) {
      for (JsonNode element : value) {
        leaves += of(element, marks.atAny());
      }
    } else {
      for (int i = 0; i < value.size(); i++) {
        leaves += of(value.get(i), marks.at(Integer.toString(i)));
      }
    }
    return leaves;
  }
}
