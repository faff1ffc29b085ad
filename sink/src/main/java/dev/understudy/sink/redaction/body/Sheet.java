package dev.understudy.sink.redaction.body;

import dev.understudy.sink.redaction.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One text of an entry, and the marks on what must go. Not thread-safe. */
public final class Sheet {
  private static final Comparator<Mark> IN_ORDER = Comparator.comparingInt(Mark::from);

  private final char[] chars;
  private final List<Mark> marks = new ArrayList<>();
  private final List<Mark> witnesses = new ArrayList<>();
  private boolean found;
  private @Nullable String settled;

  /** A sheet without marks. The array must not be changed afterwards. */
  public Sheet(char[] chars) {
    this.chars = chars;
  }

  /** All of its characters. */
  Text text() {
    return Text.of(chars);
  }

  /** How many marks there are, to come back to. */
  int size() {
    return marks.size();
  }

  /** Takes marks back that were made since there were so many. */
  void rewind(int size) {
    marks.subList(size, marks.size()).clear();
  }

  /** Marks a find, whose placeholder will stand between two copies of {@code around}. */
  void find(Text text, int from, int to, String kind, String value, String around) {
    mark(text, from, to, to - from, kind, value, around);
  }

  /** Marks what another text comes in the place of. */
  void replace(Text text, int from, int to, String kind, String by, int weight) {
    mark(text, from, to, weight, kind, null, by);
  }

  /** Marks what tells the same once more, and must go if anything is found. */
  void witness(Text text, int from, int to) {
    text.resolve(
        from,
        to,
        (a, b) -> witnesses.add(new Mark(a, b, Integer.MAX_VALUE, "", null, "null", true)));
  }

  private void mark(
      Text text, int from, int to, int weight, String kind, @Nullable String value, String with) {
    boolean[] head = {true};
    text.resolve(
        from,
        to,
        (a, b) -> {
          marks.add(new Mark(a, b, weight, kind, value, head[0] ? with : "", head[0]));
          head[0] = false;
        });
  }

  /** Puts placeholders in, and counts them. To be called once, when all sheets are marked. */
  public void settle(Placeholders placeholders) {
    for (Mark mark : marks) {
      found |= mark.value() != null;
    }
    if (found) {
      marks.addAll(witnesses);
    }
    if (marks.isEmpty()) {
      return;
    }
    StringBuilder out = new StringBuilder(chars.length + 16);
    int[] at = {0};
    each(
        (decides, from, to) -> {
          out.append(chars, at[0], from - at[0]);
          at[0] = to;
          if (decides.head()) {
            put(decides, placeholders, out);
          }
        });
    out.append(chars, at[0], chars.length - at[0]);
    settled = out.toString();
  }

  /** Takes the stretches that go. */
  private interface Stretches {
    void stretch(Mark decides, int from, int to);
  }

  /**
   * Tells, in order, each stretch that overlapping marks make together, and which of them decides.
   */
  private void each(Stretches stretches) {
    marks.sort(IN_ORDER);
    for (int i = 0; i < marks.size(); ) {
      Mark decides = marks.get(i);
      int from = decides.from();
      int to = decides.to();
      for (i++; i < marks.size() && marks.get(i).from() < to; i++) {
        Mark next = marks.get(i);
        to = Math.max(to, next.to());
        decides = next.outweighs(decides) ? next : decides;
      }
      stretches.stretch(decides, from, to);
    }
  }

  /** Takes what was found. */
  public interface Finds {
    /** One find, its end exclusive. */
    void found(String kind, int from, int to);
  }

  /** Tells in order what was found, in place of {@link #settle}; of one in pieces, the first. */
  public void finds(Finds finds) {
    each(
        (decides, from, to) -> {
          if (decides.value() != null && decides.head()) {
            finds.found(decides.kind(), from, to);
          }
        });
  }

  private static void put(Mark mark, Placeholders placeholders, StringBuilder out) {
    if (!mark.kind().isEmpty()) {
      placeholders.count(mark.kind());
    }
    String value = mark.value();
    if (value == null) {
      out.append(mark.text());
    } else {
      out.append(mark.text()).append(placeholders.of(mark.kind(), value)).append(mark.text());
    }
  }

  /** The text without what was marked, or null where nothing was. */
  public @Nullable String settled() {
    return settled;
  }
}
