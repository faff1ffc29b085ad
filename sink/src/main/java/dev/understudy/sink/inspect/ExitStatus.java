package dev.understudy.sink.inspect;

/** With what the captures commands exit. */
final class ExitStatus {
  static final int FOUND = 0;
  static final int NOTHING = 1;
  static final int USAGE = 2;

  private ExitStatus() {}
}
