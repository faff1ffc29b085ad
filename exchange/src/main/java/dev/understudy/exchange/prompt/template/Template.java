package dev.understudy.exchange.prompt.template;

import dev.understudy.exchange.prompt.Turn;
import dev.understudy.exchange.wire.ConversationText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What many prompts have in common.
 *
 * @param name by which people and settings know it
 * @param rows how many prompts of the sample it was learned from had it
 * @param shapes the messages, at least one
 * @param tail whether at least one more message follows, of any kind: so is what has nothing in
 *     common but its instructions
 */
public record Template(String name, int rows, List<Shape> shapes, boolean tail)
    implements Serializable {
  public Template {
    Objects.requireNonNull(name, "name");
    shapes = List.copyOf(shapes);
    if (shapes.isEmpty()) {
      throw new IllegalArgumentException("template '" + name + "' must have a message, got none");
    }
  }

  /** The same under another name. */
  public Template named(String other) {
    return new Template(other, rows, shapes, tail);
  }

  /** The number of slots, that of the tail included. */
  public int slots() {
    int slots = tail ? 1 : 0;
    for (Shape shape : shapes) {
      slots += shape.text().slots();
    }
    return slots;
  }

  /** The length of all constants, in chars. */
  public int length() {
    int length = 0;
    for (Shape shape : shapes) {
      length += shape.text().length();
    }
    return length;
  }

  /** Whether the text is part of a constant. */
  public boolean says(String text) {
    return shapes.stream()
        .flatMap(shape -> shape.text().constants().stream())
        .anyMatch(constant -> constant.contains(text));
  }

  /** What varies in these messages, or null where they do not match. */
  public @Nullable Match match(List<Turn> turns) {
    int heads = shapes.size();
    if (tail ? turns.size() <= heads : turns.size() != heads) {
      return null;
    }
    List<String> slots = List.of();
    for (int i = 0; i < heads; i++) {
      Turn turn = turns.get(i);
      Shape shape = shapes.get(i);
      String text = turn.text();
      if (text == null || !turn.isPlain() || !turn.role().equals(shape.role())) {
        return null;
      }
      List<String> found = shape.text().match(text);
      if (found == null) {
        return null;
      }
      slots = joined(slots, found);
    }
    List<Turn> rest = List.copyOf(turns.subList(heads, turns.size()));
    return new Match(this, tail ? joined(slots, List.of(read(rest))) : slots, rest);
  }

  private static List<String> joined(List<String> some, List<String> more) {
    if (some.isEmpty()) {
      return more;
    }
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  /** The messages as a person reads them; of a single text of the user, that text. */
  private static String read(List<Turn> turns) {
    Turn only = turns.size() == 1 ? turns.get(0) : null;
    if (only != null && only.role().equals("user") && only.text() != null && only.isPlain()) {
      return only.text();
    }
    String text = ConversationText.of(Turn.write(turns));
    return text == null ? "" : text;
  }
}
