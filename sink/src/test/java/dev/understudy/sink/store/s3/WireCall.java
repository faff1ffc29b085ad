package dev.understudy.sink.store.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request or an answer on its way through {@link FaultyS3}, and how to pass on the
 * body behind it.
 *
 * @param start the first line
 * @param headers the other lines, as they came
 */
public record WireCall(String start, List<String> headers) {
  public WireCall {
    headers = List.copyOf(headers);
  }

  /** Reads a head; null where the connection ended before one. */
  static @Nullable WireCall read(InputStream in) throws IOException {
    String start = line(in);
    if (start == null) {
      return null;
    }
    List<String> headers = new ArrayList<>();
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      headers.add(line);
    }
    return new WireCall(start, headers);
  }

  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** The value of a header, or null. */
  public @Nullable String header(String name) {
    String begin = name.toLowerCase(Locale.ROOT) + ":";
    for (String each : headers) {
      if (each.toLowerCase(Locale.ROOT).startsWith(begin)) {
        return each.substring(begin.length()).strip();
      }
    }
    return null;
  }

  /** The same without some headers. */
  WireCall without(String... names) {
    List<String> kept = new ArrayList<>(headers);
    for (String name : names) {
      kept.removeIf(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"));
    }
    return new WireCall(start, kept);
  }

  /** Whether a condition is set on a write. */
  public boolean isConditional() {
    return !start.startsWith("GET ")
        && (header("if-none-match") != null || header("if-match") != null);
  }

  /** Whether it puts a file, whole or in parts. */
  public boolean isFileWrite() {
    return (start.startsWith("PUT ") || start.startsWith("POST ")) && start.contains(".parquet");
  }

  /** Whether it uploads that part. */
  public boolean isPart(int number) {
    return start.startsWith("PUT ") && start.contains("partNumber=" + number + "&");
  }

  /** Whether it makes an object of its parts. */
  public boolean isCompletion() {
    return start.startsWith("POST ") && start.contains("uploadId=");
  }

  void write(OutputStream out) throws IOException {
    String text = start + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Copies the body behind this head, so many bytes at most. */
  void copyBody(InputStream in, OutputStream out, long most) throws IOException {
    String length = header("content-length");
    if (length != null) {
      copy(in, out, Math.min(most, Long.parseLong(length)));
    } else if ("chunked".equalsIgnoreCase(header("transfer-encoding"))) {
      copyChunks(in, out);
    }
  }

  private static void copyChunks(InputStream in, OutputStream out) throws IOException {
    long size;
    do {
      String line = line(in);
      if (line == null) {
        return;
      }
      out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      size = Long.parseLong(line.replaceAll(";.*", "").strip(), 16);
      copy(in, out, size + 2);
    } while (size > 0);
  }

  private static void copy(InputStream in, OutputStream out, long bytes) throws IOException {
    byte[] piece = new byte[64 * 1024];
    for (long left = bytes; left > 0; ) {
      int count = in.read(piece, 0, (int) Math.min(left, piece.length));
      if (count < 0) {
        return;
      }
      out.write(piece, 0, count);
      left -= count;
    }
  }
}
