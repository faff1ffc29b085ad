package dev.understudy.sink.firehose;

import dev.understudy.exchange.Table;
import java.util.ArrayList;
import java.util.List;

/** Collects records of one table until they are as many as one call may hold. One thread. */
final class Tray {
  /** The most records in a call (Firehose's quota). */
  static final int MOST_RECORDS = 500;

  /**
   * The most bytes in a call. The quota of 4 MiB is taken to mean the encoded body, the stricter of
   * the two ways to read it.
   */
  static final int MOST_BYTES = 4 * 1024 * 1024;

  /** The stream's name, at most 64 bytes, and the JSON around it. */
  private static final int ENVELOPE_BYTES = 256;

  private final Table table;
  private final List<Line> lines = new ArrayList<>();
  private int bytes = ENVELOPE_BYTES;

  Tray(Table table) {
    this.table = table;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Whether a record finds room. */
  boolean hasRoomFor(Line line) {
    return lines.size() < MOST_RECORDS && bytes + line.wireBytes() <= MOST_BYTES;
  }

  void add(Line line) {
    lines.add(line);
    bytes += line.wireBytes();
  }

  /** Takes all out as one batch. */
  Batch take() {
    Batch batch = new Batch(table, lines, 1);
    lines.clear();
    bytes = ENVELOPE_BYTES;
    return batch;
  }
}
