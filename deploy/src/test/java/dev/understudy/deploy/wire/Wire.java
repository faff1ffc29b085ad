package dev.understudy.deploy.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * One end of a connection, byte by byte; a byte is one character. Whatever does not come within
 * half a minute fails.
 */
final class Wire implements AutoCloseable {
  private final Socket socket;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
  }

  static Wire to(URI url) {
    try {
      return new Wire(new Socket(url.getHost(), url.getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Wire send(String bytes) {
    try {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next head, with the empty line that ends it; what came before the other side left. */
  String head() {
    return through("\r\n\r\n");
  }

  /** A chunked body as sent, with its trailers and the empty line that ends it. */
  String chunked() {
    StringBuilder all = new StringBuilder();
    while (true) {
      String line = through("\r\n");
      all.append(line);
      if (!line.endsWith("\r\n")) {
        return all.toString();
      }
      int size = Integer.parseInt(line.trim().replaceAll(";.*", ""), 16);
      if (size == 0) {
        String trailer;
        do {
          trailer = through("\r\n");
          all.append(trailer);
        } while (trailer.length() > 2);
        return all.toString();
      }
      all.append(exactly(size + 2));
    }
  }

  /** The next so many bytes, or fewer where the other side left. */
  String exactly(int bytes) {
    StringBuilder all = new StringBuilder();
    int next;
    while (all.length() < bytes && (next = read()) >= 0) {
      all.append((char) next);
    }
    return all.toString();
  }

  /** All until the other side closes or resets. */
  String rest() {
    return exactly(Integer.MAX_VALUE);
  }

  /** Everything that was ever read here. */
  String taken() {
    synchronized (taken) {
      return taken.toString(StandardCharsets.ISO_8859_1);
    }
  }

  /** Leaves with a reset instead of an orderly end. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String through(String end) {
    StringBuilder all = new StringBuilder();
    int next;
    while (all.indexOf(end, Math.max(0, all.length() - end.length())) < 0 && (next = read()) >= 0) {
      all.append((char) next);
    }
    return all.toString();
  }

  private int read() {
    try {
      InputStream in = socket.getInputStream();
      int next = in.read();
      if (next >= 0) {
        synchronized (taken) {
          taken.write(next);
        }
      }
      return next;
    } catch (SocketTimeoutException silence) {
      throw new AssertionError("nothing came within 30 s after: " + taken(), silence);
    } catch (SocketException reset) {
      return -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
