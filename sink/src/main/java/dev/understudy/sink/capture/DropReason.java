package dev.understudy.sink.capture;

import java.util.Locale;

/** Why an entry was not kept. */
public enum DropReason {
  /** Too many records, or too many bytes, were waiting for the writer. */
  MEMORY,
  /** The record alone is larger than a record may be. */
  TOO_LARGE,
  /** What must not be stored could not be taken out of it. */
  REDACTION,
  /** The spool holds as many bytes as it may. */
  SPOOL_FULL,
  /** The disk under the spool is full. */
  DISK_FULL,
  /** The spool could not be written for another reason. */
  IO_ERROR,
  /** Found damaged in the spool; the damaged file is kept beside it. */
  CORRUPT,
  /** Offered after the capture was closed. */
  CLOSED;

  /** The word used in metrics and logs, such as {@code disk_full}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
