package dev.understudy.exchange.prompt.template;

import dev.understudy.exchange.prompt.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * A prompt that was made from a template.
 *
 * @param template the template
 * @param slots what varies, verbatim, in order; of a template with a tail the last is the tail as a
 *     person reads it
 * @param tail the messages after those of the template, empty where it has no tail
 */
public record Match(Template template, List<String> slots, List<Turn> tail) {
  public Match {
    slots = List.copyOf(slots);
    tail = List.copyOf(tail);
  }

  /**
   * What varies as one text: the only slot verbatim, or the slots with a line break between them.
   */
  public String input() {
    return slots.size() == 1 ? slots.get(0) : String.join("\n", slots);
  }

  /** The messages as they were. */
  public List<Turn> unpruned() {
    List<Turn> turns = new ArrayList<>();
    int from = 0;
    for (Shape shape : template.shapes()) {
      int to = from + shape.text().slots();
      turns.add(Turn.of(shape.role(), shape.text().fill(slots.subList(from, to))));
      from = to;
    }
    turns.addAll(tail);
    return turns;
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Match[" + template.name() + "]";
  }
}
