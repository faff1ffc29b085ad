package dev.understudy.gateway.recent;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where something stands in a list by time, and a key from which the list can be gone on with.
 *
 * @param micros when it happened, in microseconds since 1970
 * @param id what it was, which parts what happened at the same time
 */
public record Moment(long micros, UUID id) implements Comparable<Moment> {
  private static final Comparator<Moment> ORDER =
      Comparator.comparingLong(Moment::micros).thenComparing(Moment::id);
  private static final Pattern WRITTEN =
      Pattern.compile("([0-9]{1,18})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  static Moment of(Instant at, UUID id) {
    return new Moment(ChronoUnit.MICROS.between(Instant.EPOCH, at), id);
  }

  /** The moment that {@link #toString} wrote; empty where the text is none. */
  public static Optional<Moment> read(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Moment(Long.parseLong(matcher.group(1)), UUID.fromString(matcher.group(2))))
        : Optional.empty();
  }

  /** When it happened. */
  public Instant time() {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  @Override
  public int compareTo(Moment other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return micros + "_" + id;
  }
}
