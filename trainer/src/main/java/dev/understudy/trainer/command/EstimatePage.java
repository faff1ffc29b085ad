package dev.understudy.trainer.command;

import dev.understudy.trainer.build.Estimate;
import java.io.PrintWriter;
import java.util.Locale;

/** Tells what a set would take. */
final class EstimatePage {
  private static final double MEGABYTE = 1e6;

  private EstimatePage() {}

  static void print(Estimate estimate, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "set %s: %,d exchanges in %,d files, %,.1f MB; looked at %,d%n",
        estimate.name(),
        estimate.exchanges(),
        estimate.files(),
        estimate.bytes() / MEGABYTE,
        estimate.sampled());
    out.printf(
        Locale.ROOT,
        "  at most about %,d examples, %,d tokens for one pass of training%n",
        estimate.examples(),
        estimate.tokens());
    Double usd = estimate.usd();
    if (usd == null) {
      out.println("  cost: unknown; say prices: {training: US dollars for a million tokens}");
    } else {
      out.printf(Locale.ROOT, "  cost: about $%,.2f a pass%n", usd);
    }
    out.flush();
  }
}
