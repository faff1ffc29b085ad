package dev.understudy.trainer.command;

import dev.understudy.trainer.corpus.UnreadableCaptures;
import dev.understudy.trainer.privacy.SecretsFound;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.SparkException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Tells why a command failed: Spark wraps what was thrown where it runs, and what is ours knows
 * best what to say.
 */
final class Failures {
  static final int FAILED = 1;

  private Failures() {}

  /**
   * Does a command's work and gives its exit status; where it fails, prints why. Everything is
   * caught, as Spark throws checked exceptions that it does not declare.
   */
  static int told(PrintWriter err, Callable<Integer> work) {
    try {
      return work.call();
    } catch (Exception failure) {
      err.println(message(failure));
      err.flush();
      return FAILED;
    }
  }

  /** What is to be said of a failure. */
  static String message(Throwable failure) {
    return own(failure)
        .map(each -> String.valueOf(each.getMessage()))
        .orElseGet(() -> "failed: " + last(failure));
  }

  /** The innermost of those that say what to do. */
  private static Optional<Throwable> own(Throwable failure) {
    Throwable found = null;
    for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof UnreadableCaptures || each instanceof SecretsFound) {
        return Optional.of(each);
      }
      if (each instanceof IOException || each instanceof IllegalArgumentException) {
        found = found == null ? each : found;
      }
    }
    return Optional.ofNullable(found);
  }

  private static String last(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    String kind = last instanceof SparkException ? "Spark" : last.getClass().getSimpleName();
    return kind + ": " + last.getMessage();
  }

  /** The terminal that a command writes problems to. */
  static PrintWriter err(CommandLine.Model.CommandSpec spec) {
    return spec.commandLine().getErr();
  }
}
