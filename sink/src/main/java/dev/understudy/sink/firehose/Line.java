package dev.understudy.sink.firehose;

/**
 * A record as it is sent.
 *
 * @param index its place in the segment
 * @param json the line, its end included; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
record Line(int index, byte[] json) {
  /** The most bytes a record may have, before it is encoded (Firehose's quota: 1,000 KiB). */
  static final int LARGEST_BYTES = 1000 * 1024;

  /** How many bytes it takes in a call: base64, and the JSON around it. */
  int wireBytes() {
    return 4 * ((json.length + 2) / 3) + "{\"Data\":\"\"},".length();
  }

  /** Which, never what. */
  @Override
  public String toString() {
    return "Line[" + index + ", " + json.length + " bytes]";
  }
}
