package dev.understudy.trainer.privacy;

import dev.understudy.sink.redaction.Find;
import java.io.IOException;
import java.io.Reader;

/**
 * A text too long for memory, searched piece by piece. Pieces overlap by more than a credential is
 * long; each find belongs to one of them, in which enough stands around it to be judged.
 */
final class Pieces {
  static final int PIECE = 1 << 20;
  static final int OVERLAP = 1 << 15;

  /** What begins this near to a piece's beginning was seen in the one before. */
  private static final int SEEN = 1 << 10;

  private final Reader reader;
  private final char[] piece = new char[PIECE];
  private int length;
  private long line = 1;
  private int column;

  Pieces(Reader reader) {
    this.reader = reader;
  }

  /** Takes what is found. */
  interface Finds {
    /** One find, in its line counted from 1, at its character counted from 0. */
    void found(long line, int column, Find find);
  }

  void scan(Finds finds) throws IOException {
    boolean first = true;
    boolean last = false;
    while (!last) {
      last = !fill();
      int from = first ? 0 : SEEN;
      int to = last ? length : length - OVERLAP + SEEN;
      search(from, to, finds);
      if (!last) {
        forward(length - OVERLAP);
      }
      first = false;
    }
  }

  private boolean fill() throws IOException {
    while (length < PIECE) {
      int read = reader.read(piece, length, PIECE - length);
      if (read < 0) {
        return false;
      }
      length += read;
    }
    return true;
  }

  private void search(int from, int to, Finds finds) throws IOException {
    int at = 0;
    long inLine = line;
    int inColumn = column;
    for (Find find : SecretFinder.in(new String(piece, 0, length))) {
      if (find.from() < from || find.from() >= to) {
        continue;
      }
      for (; at < find.from(); at++) {
        boolean ends = piece[at] == '\n';
        inLine += ends ? 1 : 0;
        inColumn = ends ? 0 : inColumn + 1;
      }
      finds.found(inLine, inColumn, find);
    }
  }

  /** Forgets so many characters. */
  private void forward(int characters) {
    for (int i = 0; i < characters; i++) {
      boolean ends = piece[i] == '\n';
      line += ends ? 1 : 0;
      column = ends ? 0 : column + 1;
    }
    System.arraycopy(piece, characters, piece, 0, length - characters);
    length -= characters;
  }
}
