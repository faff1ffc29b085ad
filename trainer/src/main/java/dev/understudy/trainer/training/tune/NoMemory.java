package dev.understudy.trainer.training.tune;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A training that needs more memory than there is. */
final class NoMemory extends Untrainable {
  private static final long serialVersionUID = 1;

  /** How PyTorch says so: its allocators for processors, then for graphics processors. */
  private static final Pattern SAID =
      Pattern.compile(
          "(?:can't allocate memory: you tried to allocate (\\d+) bytes)"
              + "|(?:out of memory\\. Tried to allocate ([\\d.]+ .iB))");

  private NoMemory(String message, RuntimeException cause) {
    super(message, cause);
  }

  /** Whether that is what a failure of PyTorch means. */
  static boolean isMeantBy(RuntimeException failure) {
    return SAID.matcher(String.valueOf(failure.getMessage())).find();
  }

  /**
   * What the failure means, and what to do about it.
   *
   * @param student what was trained
   */
  static NoMemory of(RuntimeException failure, EncoderStudent student) {
    Matcher said = SAID.matcher(String.valueOf(failure.getMessage()));
    String wanted = said.find() ? amount(said) : "more";
    Object batch = student.tuning().settings().get("batch");
    return new NoMemory(
        ("not enough memory on %s: PyTorch could not get %s. Lower batch%s and raise accumulate as"
                + " much, so that steps stay as large; or lower limit (now %d tokens), or say"
                + " tune: lora or tune: head")
            .formatted(
                student.deviceHere(),
                wanted,
                batch == null ? "" : " (now " + batch + ")",
                student.reading().limit()),
        failure);
  }

  private static String amount(Matcher said) {
    return said.group(1) == null
        ? said.group(2)
        : String.format(Locale.ROOT, "%,.0f MiB", Double.parseDouble(said.group(1)) / (1 << 20));
  }
}
