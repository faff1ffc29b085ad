package dev.understudy.rules.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

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

  Problem problem(String source, String message) {
    return new Problem(source, line, column, message);
  }
}
