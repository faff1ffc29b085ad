package dev.understudy.sink.firehose.sent;

import dev.understudy.exchange.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A segment of which every record was taken by a delivery stream.
 *
 * @param id the segment
 * @param sentAt when the last of them was
 * @param records their places in the segment, by table and hour
 */
public record SentSegment(SegmentId id, Instant sentAt, Map<TableHour, Indexes> records) {
  private static final String FIRST = "understudy-sent 1";
  private static final String DIGEST = "sha256 ";

  public SentSegment {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(sentAt, "sentAt");
    records = Collections.unmodifiableMap(new TreeMap<>(records));
  }

  /** How many records of a table were sent. */
  public long count(Table table) {
    return records.entrySet().stream()
        .filter(each -> each.getKey().table() == table)
        .mapToLong(each -> each.getValue().count())
        .sum();
  }

  /** Reads what {@link #toText} wrote; the exception says what is wrong. */
  static SentSegment parse(String text) throws IOException {
    int end = text.lastIndexOf(DIGEST);
    if (end < 0 || !text.substring(end).equals(digest(text.substring(0, end)))) {
      throw new IOException(
          "expected a last line with the SHA-256 of all before it, found another");
    }
    List<String> lines = text.substring(0, end).lines().toList();
    if (lines.size() < 4 || !lines.get(0).equals(FIRST)) {
      throw new IOException(
          "expected the first line '%s', found '%s'".formatted(FIRST, lines.get(0)));
    }
    try {
      SegmentId id = new SegmentId(value("instance", lines.get(1)), value("segment", lines.get(2)));
      Map<TableHour, Indexes> records = new TreeMap<>();
      for (String line : lines.subList(4, lines.size())) {
        List<String> words = List.of(line.split(" ", -1));
        TableHour where =
            new TableHour(Table.valueOf(words.get(0).toUpperCase(Locale.ROOT)), words.get(1));
        records.put(where, Indexes.parse(words.get(3)));
      }
      return new SentSegment(id, Instant.parse(value("sent_at", lines.get(3))), records);
    } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("holds a line that a newer gateway may have written: " + e, e);
    }
  }

  private static String value(String name, String line) {
    if (!line.startsWith(name + " ")) {
      throw new IllegalArgumentException("expected '%s', found '%s'".formatted(name, line));
    }
    return line.substring(name.length() + 1);
  }

  /** The text of its file in the ledger. */
  String toText() {
    StringBuilder text = new StringBuilder(FIRST).append('\n');
    text.append("instance ").append(id.instance()).append('\n');
    text.append("segment ").append(id.segment()).append('\n');
    text.append("sent_at ").append(sentAt).append('\n');
    records.forEach(
        (where, indexes) ->
            text.append(where.table().word())
                .append(' ')
                .append(where.hour())
                .append(' ')
                .append(indexes.count())
                .append(' ')
                .append(indexes)
                .append('\n'));
    return text + digest(text.toString());
  }

  private static String digest(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
      return DIGEST + HexFormat.of().formatHex(digest) + "\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
