package dev.understudy.sink.parquet.pages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesReader;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Walks over the values of a page before Parquet decodes them, as far as there are lengths among
 * them for which it would take memory unseen. The encodings are those of <a
 * href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">Parquet's format</a>.
 */
final class Values {
  private static final int WIDEST_BITS = 32;
  private static final int FEWEST_GROUPS = 64; // as many as some write, however few are of use
  private static final int LARGEST_BLOCK = 1 << 16; // writers have 128 to some thousands

  private final ByteBuffer bytes;
  private final int count;
  private final long where;
  private final String what;
  private final Room room;

  /**
   * Of a page or a part of it.
   *
   * @param count how many values it has at most
   * @param where the byte of the file at which the page begins
   */
  Values(ByteBuffer bytes, int count, long where, String what, Room room) {
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    this.count = count;
    this.where = where;
    this.what = what;
    this.room = room;
  }

  /** Checks the values of a dictionary, which are all there one after another. */
  static void checkDictionary(
      ColumnDescriptor column, ByteBuffer plain, int count, long where, String what)
      throws IOException {
    ByteBuffer bytes = plain.slice().order(ByteOrder.LITTLE_ENDIAN);
    PrimitiveTypeName type = column.getPrimitiveType().getPrimitiveTypeName();
    int least =
        switch (type) {
          case BINARY, INT32, FLOAT -> 4;
          case INT64, DOUBLE -> 8;
          case INT96 -> 12;
          case FIXED_LEN_BYTE_ARRAY -> Math.max(1, column.getPrimitiveType().getTypeLength());
          case BOOLEAN -> 1;
        };
    Damage.unlessWithin(0, count, bytes.remaining() / least, where, what);
    if (type == PrimitiveTypeName.BINARY) {
      for (int i = 0; i < count; i++) {
        int left = bytes.remaining() - Integer.BYTES;
        Damage.unlessWithin(0, left, left, where, what);
        int length = bytes.getInt();
        Damage.unlessWithin(0, length, left, where, what + ", a value's bytes");
        bytes.position(bytes.position() + length);
      }
    }
  }

  /** Checks levels that are told their length before them, and goes on behind them. */
  void checkLevels(int highest, Encoding encoding) throws IOException {
    switch (encoding) {
      case RLE -> {
        if (highest > 0) {
          lengthAndRuns(highest);
        }
      }
      case BIT_PACKED -> {
        long length = ((long) count * width(highest) + 7) / 8;
        Damage.unlessWithin(0, length, bytes.remaining(), where, what + ", bytes of levels");
        bytes.position(bytes.position() + (int) length);
      }
      default -> throw Damage.at(where, what, "levels as RLE or BIT_PACKED", encoding);
    }
  }

  /** Checks numbers up to {@code highest} in runs that take all bytes. */
  void checkRuns(int highest) throws IOException {
    if (highest > 0) {
      runs(bytes, width(highest));
    }
  }

  /** Checks all that is left. */
  void check(Encoding encoding) throws IOException {
    switch (encoding) {
      case PLAIN, BIT_PACKED -> {} // no longer than what is there
      case BYTE_STREAM_SPLIT -> room.require(bytes.remaining(), where, what);
      case RLE -> lengthAndRuns(1);
      case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
        if (bytes.hasRemaining()) {
          int width = bytes.get();
          Damage.unlessWithin(0, width, WIDEST_BITS, where, what + ", bits of an index");
          runs(bytes, width);
        }
      }
      case DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY -> deltas(bytes);
      case DELTA_BYTE_ARRAY -> prefixes();
    }
  }

  private void lengthAndRuns(int highest) throws IOException {
    Damage.unlessWithin(
        Integer.BYTES, bytes.remaining(), Integer.MAX_VALUE, where, what + ", bytes of a page");
    int length = bytes.getInt();
    Damage.unlessWithin(0, length, bytes.remaining(), where, what + ", bytes of runs");
    runs(bytes.slice(bytes.position(), length), width(highest));
    bytes.position(bytes.position() + length);
  }

  private static int width(int highest) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(highest);
  }

  /** Runs of one value, and of values packed by eights, for each of which Parquet takes an int. */
  private void runs(ByteBuffer runs, int width) throws IOException {
    for (long seen = 0; seen < count && runs.hasRemaining(); ) {
      int head = varint(runs);
      seen += (head >>> 1) * ((head & 1) == 0 ? 1L : 8L);
      if ((head & 1) == 0) {
        skip(runs, (width + 7) / 8);
      } else {
        int groups = head >>> 1;
        long there = Math.max(FEWEST_GROUPS, width == 0 ? 0 : runs.remaining() / width);
        Damage.unlessWithin(
            0,
            groups,
            Math.max(there, (count + 7L) / 8),
            where,
            what + ", a run of values by eights");
        room.require(groups * (8L * Integer.BYTES + width), where, what);
        skip(runs, (long) groups * width);
      }
    }
  }

  /** Some leave the end of the last one out. */
  private static void skip(ByteBuffer bytes, long count) {
    bytes.position(bytes.position() + (int) Math.min(count, bytes.remaining()));
  }

  /** Differences between numbers; answers how many numbers there are. */
  private int deltas(ByteBuffer deltas) throws IOException {
    int block = varint(deltas);
    Damage.unlessWithin(8, block, LARGEST_BLOCK, where, what + ", a block of differences");
    int parts = varint(deltas);
    Damage.unlessWithin(1, parts, block / 8, where, what + ", parts of a block of differences");
    int total = varint(deltas);
    Damage.unlessWithin(0, total, count, where, what + ", a number of differences");
    room.require(2L * Long.BYTES * (total + (long) block), where, what);
    return total;
  }

  /** Texts that tell how much of the one before they begin with. */
  private void prefixes() throws IOException {
    int total = deltas(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    ByteBufferInputStream in = ByteBufferInputStream.wrap(bytes.slice());
    DeltaBinaryPackingValuesReader prefixes = new DeltaBinaryPackingValuesReader();
    prefixes.initFromPage(count, in);
    bytes.position(bytes.position() + (int) in.position());
    Damage.unlessWithin(
        total, deltas(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN)), total, where, what);
    DeltaBinaryPackingValuesReader suffixes = new DeltaBinaryPackingValuesReader();
    suffixes.initFromPage(count, in);
    long last = 0;
    for (int i = 0; i < total; i++) {
      int prefix = prefixes.readInteger();
      Damage.unlessWithin(0, prefix, last, where, what + ", bytes a value shares with the last");
      int suffix = suffixes.readInteger();
      Damage.unlessWithin(0, suffix, bytes.remaining(), where, what + ", bytes of a value");
      last = (long) prefix + suffix;
      room.require(last, where, what);
    }
  }

  private int varint(ByteBuffer from) throws IOException {
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE && from.hasRemaining(); shift += 7) {
      int each = from.get();
      value |= (each & 0x7f) << shift;
      if (each >= 0) {
        return value;
      }
    }
    throw Damage.at(where, what, "a number of 1 to 5 bytes", "none such");
  }
}
