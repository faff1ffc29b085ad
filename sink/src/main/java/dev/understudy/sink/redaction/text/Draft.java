package dev.understudy.sink.redaction.text;

import java.util.Arrays;

/** A text in the making, out of characters of another one. Not thread-safe. */
public final class Draft {
  private final Text parent;
  private char[] chars;
  private int size;
  private int runs;
  private int[] starts = new int[8];
  private int[] places = new int[8];
  private int[] endsBefore = new int[8];

  /** How far the place of a character is ahead of its index, in the run that is open. */
  private int ahead;

  private int lastEnd;

  /**
   * An empty text.
   *
   * @param parent the text that places are places of
   */
  public Draft(Text parent, int expected) {
    this.parent = parent;
    this.chars = new char[Math.max(16, expected)];
  }

  /** How many characters it has. */
  public int length() {
    return size;
  }

  /** Adds a character that was made of those between two places of the parent. */
  public void add(char c, int from, int to) {
    if (size == chars.length) {
      chars = Arrays.copyOf(chars, Math.max(size + 16, size + (size >> 1)));
    }
    if (runs == 0 || from != size + ahead || lastEnd != from) {
      open(from);
    }
    chars[size++] = c;
    lastEnd = to;
  }

  /** Adds characters as they stand between two places of the parent. */
  public void copy(int from, int to) {
    int length = to - from;
    if (length == 0) {
      return;
    }
    if (length > chars.length - size) {
      chars = Arrays.copyOf(chars, Math.max(size + length, size + (size >> 1)));
    }
    if (runs == 0 || from != size + ahead || lastEnd != from) {
      open(from);
    }
    System.arraycopy(parent.chars(), from, chars, size, length);
    size += length;
    lastEnd = to;
  }

  /** Lets the last character reach up to that place, over characters that are left out. */
  public void swallow(int to) {
    if (size > 0) {
      lastEnd = to;
    }
  }

  /** Adds a text that was made of the same parent's, or its children's, characters. */
  public void append(Text piece) {
    if (piece.chars() == parent.chars()) {
      copy(piece.start(), piece.end());
      return;
    }
    for (int i = piece.start(); i < piece.end(); i++) {
      int at = i;
      boolean[] first = {true};
      piece.resolve(
          i,
          i + 1,
          (from, to) -> {
            if (first[0]) {
              add(piece.at(at), from, to);
              first[0] = false;
            }
          });
    }
  }

  private void open(int from) {
    if (runs == starts.length) {
      int room = runs * 2;
      starts = Arrays.copyOf(starts, room);
      places = Arrays.copyOf(places, room);
      endsBefore = Arrays.copyOf(endsBefore, room);
    }
    starts[runs] = size;
    places[runs] = from;
    endsBefore[runs] = lastEnd;
    runs++;
    ahead = from - size;
  }

  /** The text; the draft must not be used afterwards. */
  public Text text(String name) {
    Origins origins = new Origins(parent, runs, starts, places, endsBefore, lastEnd, size);
    return new Text(chars, 0, size, origins, name);
  }
}
