package dev.understudy.sink.firehose;

import dev.understudy.exchange.Table;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which delivery streams take what was captured, and how they are spoken to.
 *
 * @param streams the name of the stream of each table
 * @param region the region they are in, such as {@code eu-central-1}, or null for the one that the
 *     SDK finds (environment, profile, instance)
 * @param endpoint where to call instead of the region's public endpoint, such as a VPC endpoint, or
 *     null
 * @param underWay the most batches that may be under way at once; so many may be doubled by a crash
 * @param callTimeout how long one call may take
 * @param retries when what was not taken is sent again
 * @param kept how long the ledger of sent ids is kept, in whole days
 */
public record FirehoseSettings(
    Map<Table, String> streams,
    @Nullable String region,
    @Nullable URI endpoint,
    int underWay,
    Duration callTimeout,
    Retries retries,
    Duration kept) {
  private static final Pattern STREAM = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");

  public FirehoseSettings {
    Map<Table, String> all = new EnumMap<>(Table.class);
    for (Table table : Table.values()) {
      String stream = String.valueOf(streams.get(table));
      if (!STREAM.matcher(stream).matches() || streams.get(table) == null) {
        throw new IllegalArgumentException(
            "delivery stream of %s must be 1 to 64 letters, digits, '_', '.' or '-', got '%s'"
                .formatted(table.word(), stream));
      }
      all.put(table, stream);
    }
    streams = Map.copyOf(all);
    if (region != null && !REGION.matcher(region).matches()) {
      throw new IllegalArgumentException(
          "region must be a name such as eu-central-1, got '" + region + "'");
    }
    if (endpoint != null && (!endpoint.isAbsolute() || endpoint.getHost() == null)) {
      throw new IllegalArgumentException(
          "endpoint must be a URL such as https://firehose.example, got '" + endpoint + "'");
    }
    if (underWay < 1 || underWay > 100) {
      throw new IllegalArgumentException("underWay must be 1 to 100, got " + underWay);
    }
    positive("callTimeout", callTimeout);
    Objects.requireNonNull(retries, "retries");
    if (kept.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("kept must be at least a day, got " + kept);
    }
  }

  /**
   * When what was not taken is sent again: after a random pause between nothing and {@code
   * firstPause}, doubled with each attempt ("full jitter").
   *
   * @param attempts how often a record is sent while a segment is carried, the first time included;
   *     after that the whole segment waits for its next turn
   * @param firstPause the longest pause before the second attempt, and the first pause between
   *     calls to a stream that asks to be called less often
   * @param longestPause no pause is longer
   */
  public record Retries(int attempts, Duration firstPause, Duration longestPause) {
    public Retries {
      if (attempts < 1 || attempts > 100) {
        throw new IllegalArgumentException("attempts must be 1 to 100, got " + attempts);
      }
      positive("firstPause", firstPause);
      positive("longestPause", longestPause);
    }
  }

  /**
   * The defaults: streams {@code <base>-exchanges}, {@code <base>-comparisons} and {@code
   * <base>-feedback}; 4 batches under way, 30 s for a call, 8 attempts with pauses of 100 ms to 20
   * s, ids kept for 14 days.
   */
  public static FirehoseSettings of(String base, @Nullable String region) {
    Map<Table, String> streams = new EnumMap<>(Table.class);
    for (Table table : Table.values()) {
      streams.put(table, base + "-" + table.word());
    }
    return new FirehoseSettings(
        streams,
        region,
        null,
        4,
        Duration.ofSeconds(30),
        new Retries(8, Duration.ofMillis(100), Duration.ofSeconds(20)),
        Duration.ofDays(14));
  }

  /** These settings with another name for the stream of a table. */
  public FirehoseSettings withStream(Table table, String name) {
    Map<Table, String> others = new EnumMap<>(streams);
    others.put(table, name);
    return new FirehoseSettings(others, region, endpoint, underWay, callTimeout, retries, kept);
  }

  /** These settings with another endpoint. */
  public FirehoseSettings withEndpoint(@Nullable URI other) {
    return new FirehoseSettings(streams, region, other, underWay, callTimeout, retries, kept);
  }

  /** These settings with other bounds of calls. */
  public FirehoseSettings withCalls(int batches, Duration timeout, Retries again) {
    return new FirehoseSettings(streams, region, endpoint, batches, timeout, again, kept);
  }

  /** These settings with a ledger that is kept for another time. */
  public FirehoseSettings withKept(Duration other) {
    return new FirehoseSettings(streams, region, endpoint, underWay, callTimeout, retries, other);
  }

  /** The name of a table's stream. */
  public String stream(Table table) {
    return Objects.requireNonNull(streams.get(table));
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, got " + value);
    }
  }
}
