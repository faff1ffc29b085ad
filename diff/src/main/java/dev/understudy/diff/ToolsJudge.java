package dev.understudy.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.understudy.diff.json.JsonComparison;
import dev.understudy.diff.json.JsonTerms;
import dev.understudy.diff.json.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares tool calls by name and arguments; ids and order do not count, nor does text beside them.
 * Each side's calls are brought into one JSON value, <code>{"name": [arguments, ...]}</code>, so
 * that a pointer such as {@code /get_weather/0/city} tells where they differ. The score is that of
 * {@link JsonJudge}. Two answers without calls are the same here.
 */
record ToolsJudge() implements Judge {
  private static final JsonTerms TERMS = new JsonTerms(List.of(), List.of(), List.of("/*"), 0);

  @Override
  public String word() {
    return "tools";
  }

  @Override
  public Finding judge(Said teacher, Said student, Draft draft) {
    String ours = teacher.calls();
    String theirs = student.calls();
    if (ours == null && theirs == null) {
      return draft.same(word(), 1);
    }
    if (ours == null || theirs == null) {
      draft.remark(Remark.ONLY_ONE_CALLED_TOOLS);
      draft.wholesDiffer(teacher, student);
      return draft.different(word(), 0);
    }
    JsonComparison comparison =
        JsonComparison.of(
            byName(ours, Remark.TEACHER_INVALID_JSON, draft),
            byName(theirs, Remark.STUDENT_INVALID_JSON, draft),
            TERMS,
            draft.differences());
    return comparison.agreeing() == comparison.leaves()
        ? draft.same(word(), 1)
        : draft.different(word(), comparison.score());
  }

  private static ObjectNode byName(String calls, Remark invalid, Draft draft) {
    ObjectNode byName = JsonNodeFactory.instance.objectNode();
    JsonNode all = JsonText.of(calls).value();
    draft.remarkIf(all == null, invalid);
    for (JsonNode call : all == null ? JsonNodeFactory.instance.arrayNode() : all) {
      boolean custom = call.has("custom");
      JsonNode called = call.path(custom ? "custom" : "function");
      String name = called.path("name").asText("");
      JsonNode known = byName.get(name);
      ArrayNode group = known instanceof ArrayNode array ? array : byName.putArray(name);
      group.add(
          custom
              ? new TextNode(called.path("input").asText(""))
              : arguments(called.get("arguments"), invalid, draft));
    }
    return byName;
  }

  /** The arguments as JSON; as text where they are none. No arguments are empty ones. */
  private static JsonNode arguments(@Nullable JsonNode written, Remark invalid, Draft draft) {
    String text = written == null ? "" : written.asText("");
    if (text.isBlank()) {
      return JsonNodeFactory.instance.objectNode();
    }
    JsonNode value = JsonText.of(text).value();
    draft.remarkIf(value == null, invalid);
    return value == null ? new TextNode(text) : value;
  }
}
