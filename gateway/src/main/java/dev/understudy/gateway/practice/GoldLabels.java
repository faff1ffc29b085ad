package dev.understudy.gateway.practice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.diff.Label;
import dev.understudy.diff.json.JsonText;
import dev.understudy.diff.json.JsonValueAt;
import dev.understudy.rules.command.TextTable;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many chat completions of whom have the label that people said is right. An answer without a
 * label is wrong; a request whose gold answer has none is counted as answered, and not as marked.
 * Safe for threads.
 */
final class GoldLabels {
  private static final String ALL = "all";

  private final JsonValueAt place;
  private final Map<String, Marks> byUpstream = new TreeMap<>();

  private GoldLabels(JsonValueAt place) {
    this.place = place;
  }

  /**
   * Those of labels at that place.
   *
   * @param pointer within an answer's text, read as JSON (RFC 6901)
   * @throws IllegalArgumentException where it is no JSON pointer
   */
  static GoldLabels at(String pointer) {
    return new GoldLabels(JsonValueAt.pointer(pointer));
  }

  /**
   * Counts an answer.
   *
   * @param upstream who gave it
   * @param completion the answer's body
   * @param gold the right answer, as text, or null where nobody said
   */
  synchronized void add(String upstream, String completion, @Nullable String gold) {
    String right = label(gold);
    boolean matches = right != null && right.equals(label(text(completion)));
    byUpstream.merge(upstream, Marks.of(right != null, matches), Marks::plus);
  }

  private static @Nullable String text(String completion) {
    JsonNode body = JsonText.of(completion).value();
    return body == null ? null : body.at("/choices/0/message/content").textValue();
  }

  private @Nullable String label(@Nullable String text) {
    String found = place.scalarIn(JsonText.of(text).value());
    return found == null ? null : Label.normalised(found);
  }

  /** Prints a row for each who answered, and one for all. */
  synchronized void print(PrintWriter out) {
    Marks all = byUpstream.values().stream().reduce(Marks.NONE, Marks::plus);
    TextTable table =
        new TextTable("answered by", ">requests", ">share", ">with a gold label", ">right");
    byUpstream.forEach((upstream, marks) -> add(table, upstream, marks, all));
    add(table, ALL, all, all);
    table.print(out);
  }

  private static void add(TextTable table, String who, Marks marks, Marks all) {
    table.add(
        who,
        "%,d".formatted(marks.answered()),
        percent(marks.answered(), all.answered()),
        "%,d".formatted(marks.marked()),
        percent(marks.right(), marks.marked()));
  }

  private static String percent(int part, int whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }

  private record Marks(int answered, int marked, int right) {
    static final Marks NONE = new Marks(0, 0, 0);

    static Marks of(boolean marked, boolean right) {
      return new Marks(1, marked ? 1 : 0, right ? 1 : 0);
    }

    Marks plus(Marks other) {
      return new Marks(answered + other.answered, marked + other.marked, right + other.right);
    }
  }
}
