package dev.understudy.sink.spool;

import java.nio.charset.StandardCharsets;

/** The numbers of the segment format; {@code package-info} shows the whole of it. */
final class SegmentFormat {
  static final byte[] MAGIC = "USTSPOOL".getBytes(StandardCharsets.US_ASCII);
  static final int VERSION = 2;

  /** From this version on, a payload begins with its kind; before, all were exchanges. */
  static final int VERSION_WITH_KINDS = 2;

  /** Magic, version, header length, sync, created, instance length. */
  static final int HEADER_FIXED_BYTES = 8 + 4 + 4 + 8 + 8 + 2;

  static final int MAX_HEADER_BYTES = 1024;

  /** Sync, length, index, checksum. */
  static final int FRAME_BYTES = 8 + 4 + 4 + 4;

  /** The largest payload of one record. */
  static final int MAX_RECORD_BYTES = 256 * 1024 * 1024;

  private SegmentFormat() {}
}
