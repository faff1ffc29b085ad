package dev.understudy.rules.command;

/** With what the rules commands exit. */
final class ExitStatus {
  static final int FINE = 0;
  static final int PROBLEMS = 1;
  static final int USAGE = 2;

  private ExitStatus() {}
}
