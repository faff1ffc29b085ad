package dev.understudy.sink.parquet.pages;

import java.io.IOException;

/** Says what in a file cannot be. */
final class Damage {
  static final String NOT_WHOLE = "not a whole Parquet file: ";

  private Damage() {}

  /**
   * At a place of the file.
   *
   * @param where the byte, counted from 0, at which what tells the impossible begins
   * @param what what that is
   */
  static IOException at(long where, String what, Object expected, Object found) {
    return new IOException(
        NOT_WHOLE
            + "%s at byte %d: expected %s, found %s; ".formatted(what, where, expected, found)
            + "put a whole copy in its place, or move it away");
  }

  /** Complains unless a length or a number is within what it can be, both ends included. */
  static void unlessWithin(long least, long found, long most, long where, String what)
      throws IOException {
    if (found < least || found > most) {
      throw at(where, what, least == most ? least : least + " to " + most, found);
    }
  }
}
