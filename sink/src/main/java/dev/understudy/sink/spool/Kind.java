package dev.understudy.sink.spool;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Table;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/** What a record's payload holds; the first byte of the payload says which. */
enum Kind {
  EXCHANGE(1, Table.EXCHANGES),
  COMPARISON(2, Table.COMPARISONS),
  FEEDBACK(3, Table.FEEDBACK);

  private static final Kind[] ALL = values();

  private final int code;
  private final Table table;

  Kind(int code, Table table) {
    this.code = code;
    this.table = table;
  }

  Table table() {
    return table;
  }

  /** The kind of that code, or null where no kind has it. */
  static @Nullable Kind of(int code) {
    for (Kind kind : ALL) {
      if (kind.code == code) {
        return kind;
      }
    }
    return null;
  }

  /** Writes an entry with its kind before it. */
  static void encode(Entry entry, RecordBuffer out) {
    entry.fold(
        exchange -> {
          out.putByte(EXCHANGE.code);
          ExchangeCodec.encode(exchange, out);
          return EXCHANGE;
        },
        comparison -> {
          out.putByte(COMPARISON.code);
          ComparisonCodec.encode(comparison, out);
          return COMPARISON;
        },
        feedback -> {
          out.putByte(FEEDBACK.code);
          FeedbackCodec.encode(feedback, out);
          return FEEDBACK;
        });
  }

  /**
   * Reads back what stands behind the kind. Bodies share the buffer's memory, which must not be
   * changed afterwards.
   *
   * @throws IllegalArgumentException if that is none of ours
   */
  Entry decode(ByteBuffer payload) {
    try {
      return switch (this) {
        case EXCHANGE -> ExchangeCodec.decode(payload);
        case COMPARISON -> ComparisonCodec.decode(payload);
        case FEEDBACK -> FeedbackCodec.decode(payload);
      };
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("record ends inside a field", e);
    } catch (NullPointerException | DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("record lacks a field or has a wrong one: " + e, e);
    }
  }
}
