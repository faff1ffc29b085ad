package dev.understudy.sink.table;

import dev.understudy.sink.spool.SegmentName;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a file tells that a gateway put, such as {@code
 * gateway-0-20260131T071500123Z-5eedc0de.parquet}.
 *
 * @param instance the gateway
 * @param begun when it began the segment whose rows the file holds
 */
public record SegmentFile(String instance, Instant begun) {
  private static final Pattern NAME =
      Pattern.compile("(?:.*/)?([^/]+)-(\\d{8}T\\d{9}Z)-[0-9a-f]+\\.parquet");

  /** What a name tells, with or without its folder; empty where no gateway gave it. */
  public static Optional<SegmentFile> of(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? SegmentName.time(matcher.group(2)).map(begun -> new SegmentFile(matcher.group(1), begun))
        : Optional.empty();
  }
}
