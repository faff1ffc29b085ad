package dev.understudy.rules.yaml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A place in a file; both counted from 1, while marks count from 0.
 *
 * @param line the line
 * @param column the column
 */
record Place(int line, int column) {
  static final Place START = new Place(1, 1);

  static Place of(Node node) {
    return of(node.getStartMark());
  }

  static Place of(Optional<Mark> mark) {
    return mark.map(at -> new Place(at.getLine() + 1, at.getColumn() + 1)).orElse(START);
  }

  /**
   * The place so many code points within a single value, or null where that cannot be told, as the
   * value has escapes or spans lines.
   */
  static @Nullable Place within(ScalarNode node, int offset) {
    Place start = of(node);
    Place end = of(node.getEndMark());
    int quotes = node.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1;
    int written = end.column - start.column - 2 * quotes;
    String text = node.getValue();
    boolean verbatim = start.line == end.line && written == text.codePointCount(0, text.length());
    return verbatim ? new Place(start.line, start.column + quotes + offset) : null;
  }

  Problem problem(String source, String message) {
    return new Problem(source, line, column, message);
  }
}
