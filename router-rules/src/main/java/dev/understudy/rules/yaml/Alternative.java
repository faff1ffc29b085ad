package dev.understudy.rules.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * What a section reads as where one value of it is another.
 *
 * @param path the keys that lead to the value, with dots between them
 * @param value what stands there instead, as one would write it in one line
 * @param read what the section reads as
 */
public record Alternative<T>(String path, String value, T read) {
  public Alternative {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(value, "value");
  }

  /** An entry in which these keys lead to the value, and all else is as in the entry below. */
  static NodeTuple entry(@Nullable NodeTuple below, Node place, List<String> keys, Node value) {
    Node key =
        new ScalarNode(
            Tag.STR,
            true,
            keys.get(0),
            ScalarStyle.PLAIN,
            place.getStartMark(),
            place.getEndMark());
    if (keys.size() == 1) {
      return new NodeTuple(key, value);
    }
    List<NodeTuple> entries = new ArrayList<>();
    NodeTuple next = null;
    if (below != null && below.getValueNode() instanceof MappingNode map) {
      for (NodeTuple each : map.getValue()) {
        if (each.getKeyNode() instanceof ScalarNode name && name.getValue().equals(keys.get(1))) {
          next = each;
        } else {
          entries.add(each);
        }
      }
    }
    entries.add(entry(next, place, keys.subList(1, keys.size()), value));
    return new NodeTuple(
        below == null ? key : below.getKeyNode(),
        new MappingNode(
            Tag.MAP, true, entries, FlowStyle.FLOW, place.getStartMark(), place.getEndMark()));
  }

  /** A node in one line. */
  static String words(Node node) {
    if (node instanceof MappingNode map) {
      return map.getValue().stream()
          .map(each -> words(each.getKeyNode()) + ": " + words(each.getValueNode()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (node instanceof SequenceNode list) {
      return list.getValue().stream()
          .map(Alternative::words)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
