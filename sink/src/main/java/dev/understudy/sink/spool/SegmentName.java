package dev.understudy.sink.spool;

import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of segments, such as {@code 20260131T071500123Z-5eedc0de}: the time and a random number, so
 * that names sort by time and never repeat, even where the spool's folder was emptied.
 */
public final class SegmentName {
  static final String OPEN = ".open";
  static final String SEALED = ".sealed";
  static final String DAMAGED = ".damaged";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern NAME = Pattern.compile("(\\d{8}T\\d{9}Z)-[0-9a-f]{8}");
  private static final Pattern SEALED_FILE =
      Pattern.compile(
          "(\\d{8}T\\d{9}Z-[0-9a-f]{8})-(\\d{1,18})(?:-(\\d{1,18})-(\\d{1,18}))?\\.sealed");

  private final SecureRandom random = new SecureRandom();
  private Instant last = Instant.EPOCH;

  /** A new name, after all names given before. */
  synchronized String next(Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    last = at.isAfter(last) ? at : last.plusMillis(1);
    return TIME.format(last) + String.format(Locale.ROOT, "-%08x", random.nextInt());
  }

  /** A new sync for a segment. */
  long nextSync() {
    return random.nextLong();
  }

  /** When the segment of that name was begun, or empty where it is no name of ours. */
  static Optional<Instant> created(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches() ? time(matcher.group(1)) : Optional.empty();
  }

  /** The time that stands in a name as {@code 20260131T071500123Z}; empty where it is none. */
  public static Optional<Instant> time(String written) {
    try {
      return Optional.of(TIME.parse(written, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static String sealedFile(String name, Counts records) {
    boolean onlyExchanges = records.exchanges() == records.total();
    String others = onlyExchanges ? "" : "-" + records.comparisons() + "-" + records.feedback();
    return name + "-" + records.exchanges() + others + SEALED;
  }

  /** A sealed file's name in its parts. */
  record SealedFile(String name, Counts records) {
    static Optional<SealedFile> parse(String file) {
      Matcher matcher = SEALED_FILE.matcher(file);
      return matcher.matches()
          ? Optional.of(
              new SealedFile(
                  matcher.group(1),
                  new Counts(
                      number(matcher.group(2)),
                      number(matcher.group(3)),
                      number(matcher.group(4)))))
          : Optional.empty();
    }

    private static long number(@Nullable String digits) {
      return digits == null ? 0 : Long.parseLong(digits);
    }
  }
}
