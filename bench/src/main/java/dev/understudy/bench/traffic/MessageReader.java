package dev.understudy.bench.traffic;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells where HTTP/1.1 messages end in a run of bytes cut anywhere (RFC 9112, section 6), and
 * nothing else of them but the start line, at a fraction of a codec's cost: the load generator and
 * the stub teacher share one core and must not be what limits a proxy.
 *
 * <p>Only for peers we trust: no limits but that of a line, no obs-fold, no upgrade.
 */
public final class MessageReader {
  /** Hears of a message's parts in order. */
  public interface Listener {
    /** The head is whole. The start line is ASCII, without its line end. */
    void onHead(String startLine);

    /** Some bytes of the body, which lie in the buffer at that index. */
    void onBody(ByteBuf in, int index, int length);

    /** The message is whole; the next byte belongs to the next one. */
    void onEnd(boolean connectionCloses);
  }

  private enum State {
    START_LINE,
    HEADERS,
    FIXED,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILERS
  }

  private static final int LONGEST_LINE = 64 * 1024;
  private static final byte[] CONTENT_LENGTH = ascii("content-length:");
  private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding:");
  private static final byte[] CONNECTION_CLOSE = ascii("connection: close");

  private final Listener listener;
  private State state = State.START_LINE;
  private byte[] line = new byte[512];
  private int lineLength;
  private String startLine = "";
  private long remaining;
  private boolean chunked;
  private boolean closes;

  /** A reader at the start of a connection. */
  public MessageReader(Listener listener) {
    this.listener = listener;
  }

  /** Reads all readable bytes; does not release the buffer. */
  public void read(ByteBuf in) {
    while (in.isReadable()) {
      switch (state) {
        case FIXED, CHUNK -> readBody(in);
        case START_LINE, HEADERS, CHUNK_SIZE, CHUNK_END, TRAILERS -> {
          if (readLine(in)) {
            onLine();
            lineLength = 0;
          }
        }
      }
    }
  }

  private void readBody(ByteBuf in) {
    int length = (int) Math.min(remaining, in.readableBytes());
    listener.onBody(in, in.readerIndex(), length);
    in.skipBytes(length);
    remaining -= length;
    if (remaining == 0) {
      if (state == State.CHUNK) {
        state = State.CHUNK_END;
      } else {
        end();
      }
    }
  }

  /** Gathers bytes up to a line end; true when the line is whole, its end removed. */
  private boolean readLine(ByteBuf in) {
    int end = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
    int length = (end < 0 ? in.writerIndex() : end) - in.readerIndex();
    if (lineLength + length > line.length) {
      if (lineLength + length > LONGEST_LINE) {
        throw new IllegalStateException("a line of more than " + LONGEST_LINE + " bytes");
      }
      line = Arrays.copyOf(line, Math.max(2 * line.length, lineLength + length));
    }
    in.readBytes(line, lineLength, length);
    lineLength += length;
    if (end < 0) {
      return false;
    }
    in.skipBytes(1);
    if (lineLength > 0 && line[lineLength - 1] == '\r') {
      lineLength--;
    }
    return true;
  }

  private void onLine() {
    switch (state) {
      case START_LINE -> {
        startLine = text(0);
        remaining = -1;
        chunked = false;
        closes = false;
        state = State.HEADERS;
      }
      case HEADERS -> {
        if (lineLength == 0) {
          onHead();
        } else if (startsWith(CONTENT_LENGTH)) {
          remaining = Long.parseLong(text(CONTENT_LENGTH.length).trim());
        } else if (startsWith(TRANSFER_ENCODING)) {
          chunked = true;
        } else if (startsWith(CONNECTION_CLOSE)) {
          closes = true;
        }
      }
      case CHUNK_SIZE -> {
        String size = text(0);
        int extension = size.indexOf(';');
        remaining =
            Long.parseLong((extension < 0 ? size : size.substring(0, extension)).trim(), 16);
        state = remaining == 0 ? State.TRAILERS : State.CHUNK;
      }
      case CHUNK_END -> state = State.CHUNK_SIZE;
      case TRAILERS -> {
        if (lineLength == 0) {
          end();
        }
      }
      case FIXED, CHUNK -> throw new IllegalStateException("a line in the middle of a body");
    }
  }

  private void onHead() {
    boolean response = startLine.startsWith("HTTP/");
    if (response && startLine.startsWith(" 1", 8)) { // an interim answer: the real one follows
      state = State.START_LINE;
      return;
    }
    listener.onHead(startLine);
    if (chunked) {
      state = State.CHUNK_SIZE;
    } else if (remaining > 0) {
      state = State.FIXED;
    } else if (remaining == 0 || !response || startLine.startsWith(" 204", 8)) {
      end();
    } else {
      throw new IllegalStateException("an answer without a length: " + startLine);
    }
  }

  private void end() {
    state = State.START_LINE;
    listener.onEnd(closes);
  }

  private boolean startsWith(byte[] lowerCaseName) {
    if (lineLength < lowerCaseName.length) {
      return false;
    }
    for (int i = 0; i < lowerCaseName.length; i++) {
      byte at = line[i];
      if ((at >= 'A' && at <= 'Z' ? at | 0x20 : at) != lowerCaseName[i]) {
        return false;
      }
    }
    return true;
  }

  private String text(int from) {
    return new String(line, from, lineLength - from, StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
