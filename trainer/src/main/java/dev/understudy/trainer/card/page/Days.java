package dev.understudy.trainer.card.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** Points in time as dates. */
final class Days {
  private Days() {}

  /** The date in UTC, such as {@code 2026-03-01}. */
  static String of(long micros) {
    long seconds = Math.floorDiv(micros, TimeUnit.SECONDS.toMicros(1));
    return LocalDate.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC).toString();
  }
}
