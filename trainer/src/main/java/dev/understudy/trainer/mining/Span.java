package dev.understudy.trainer.mining;

import dev.understudy.exchange.prompt.template.Boundary;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Some texts that begin alike and end alike, and what stands between.
 *
 * <p>Rows are which texts, at least one; the front how many chars they begin with alike, a place
 * between tokens in each; the back how many they end with alike, likewise.
 */
final class Span {
  private final int[] rows;
  private final int front;
  private final int back;

  Span(int[] rows, int front, int back) {
    this.rows = rows;
    this.front = front;
    this.back = back;
  }

  int[] rows() {
    return rows;
  }

  int front() {
    return front;
  }

  int back() {
    return back;
  }

  /** The same texts with as much as they all share at both ends. */
  Span widened(Texts texts) {
    return withFront(texts).withBack(texts);
  }

  private Span withFront(Texts texts) {
    String one = texts.text(rows[0]);
    int shared = one.length() - back;
    for (int row : rows) {
      String text = texts.text(row);
      int most = Math.min(shared, text.length() - back);
      int at = front;
      while (at < most && text.charAt(at) == one.charAt(at)) {
        at++;
      }
      shared = at;
    }
    int place = shared;
    for (int row : rows) {
      if (!Boundary.at(texts.text(row), place)) {
        place--;
        break;
      }
    }
    // Before the place up to which they are alike, a boundary of one is a boundary of all.
    while (place > front && place < shared && !Boundary.at(one, place)) {
      place--;
    }
    return new Span(rows, Math.max(place, front), back);
  }

  private Span withBack(Texts texts) {
    String one = texts.text(rows[0]);
    int shared = one.length() - front;
    for (int row : rows) {
      String text = texts.text(row);
      int most = Math.min(shared, text.length() - front);
      int at = back;
      while (at < most
          && text.charAt(text.length() - 1 - at) == one.charAt(one.length() - 1 - at)) {
        at++;
      }
      shared = at;
    }
    int place = shared;
    for (int row : rows) {
      String text = texts.text(row);
      if (!Boundary.at(text, text.length() - place)) {
        place--;
        break;
      }
    }
    while (place > back && place < shared && !Boundary.at(one, one.length() - place)) {
      place--;
    }
    return new Span(rows, front, Math.max(place, back));
  }

  /** The texts parted by the token that comes next at the front; empty for those that end there. */
  Map<String, Span> byNext(Texts texts) {
    Map<String, Rows> parts = new TreeMap<>();
    for (int row : rows) {
      String text = texts.text(row);
      int end = text.length() - back;
      int to = front >= end ? front : Math.min(end, Boundary.after(text, front));
      parts.computeIfAbsent(text.substring(front, to), token -> new Rows()).add(row);
    }
    Map<String, Span> spans = new TreeMap<>();
    parts.forEach(
        (token, part) -> spans.put(token, new Span(part.rows(), front + token.length(), back)));
    return spans;
  }

  /** The texts parted by the token before what they end with. */
  Map<String, Span> byLast(Texts texts) {
    Map<String, Rows> parts = new TreeMap<>();
    for (int row : rows) {
      String text = texts.text(row);
      int end = text.length() - back;
      int from = end <= front ? end : Math.max(front, Boundary.before(text, end));
      parts.computeIfAbsent(text.substring(from, end), token -> new Rows()).add(row);
    }
    Map<String, Span> spans = new TreeMap<>();
    parts.forEach(
        (token, part) -> spans.put(token, new Span(part.rows(), front, back + token.length())));
    return spans;
  }

  /** The same ends, fewer texts. */
  Span of(int[] some) {
    return new Span(some, front, back);
  }

  private static final class Rows {
    private int[] rows = new int[4];
    private int size;

    void add(int row) {
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, size * 2);
      }
      rows[size++] = row;
    }

    int[] rows() {
      return Arrays.copyOf(rows, size);
    }
  }
}
