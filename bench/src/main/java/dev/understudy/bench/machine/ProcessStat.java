package dev.understudy.bench.machine;

/**
 * One line of {@code /proc/PID/stat} (proc_pid_stat(5)), as far as we need it. All of a process'
 * threads are in its figures, also those that have ended.
 *
 * @param pid the process
 * @param parent its parent
 * @param ownTicks processor time in user and kernel mode, in clock ticks
 * @param childTicks that of children that have ended and were waited for
 */
record ProcessStat(long pid, long parent, long ownTicks, long childTicks) {
  private static final int PARENT = 1;
  private static final int USER = 11;
  private static final int KERNEL = 12;
  private static final int CHILD_USER = 13;
  private static final int CHILD_KERNEL = 14;

  /**
   * Reads the line. The name stands in brackets and may itself hold blanks and brackets.
   *
   * @throws IllegalArgumentException if it is not such a line
   */
  static ProcessStat parse(String line) {
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    String[] fields = close < 0 ? new String[0] : line.substring(close + 1).trim().split(" ", -1);
    if (open < 0 || fields.length <= CHILD_KERNEL) {
      throw new IllegalArgumentException("expected a line of /proc/PID/stat, got: " + line);
    }
    return new ProcessStat(
        Long.parseLong(line.substring(0, open).trim()),
        Long.parseLong(fields[PARENT]),
        Long.parseLong(fields[USER]) + Long.parseLong(fields[KERNEL]),
        Long.parseLong(fields[CHILD_USER]) + Long.parseLong(fields[CHILD_KERNEL]));
  }
}
