package dev.understudy.gateway;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that speaks HTTP/1.1 by hand, so that a test sees every byte and every break. */
final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static RawClient to(URI url) {
    try {
      Socket socket = new Socket(url.getHost(), url.getPort());
      socket.setSoTimeout(60_000);
      return new RawClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawClient send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawClient get(String path) {
    return send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  RawClient post(String body) {
    return send(
        "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  /** Reads up to and including that text. */
  String until(String end) {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int next = next();
      if (next < 0) {
        throw new AssertionError("the connection ended before '" + end + "': " + read);
      }
      read.append((char) next);
    }
    return read.toString();
  }

  /** Reads to the connection's end, whether orderly or by a reset. */
  String rest() {
    StringBuilder read = new StringBuilder();
    for (int next = next(); next >= 0; next = next()) {
      read.append((char) next);
    }
    return read.toString();
  }

  private int next() {
    try {
      return in.read();
    } catch (SocketException reset) {
      return -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    leave();
  }

  /** Leaves without a word more. */
  void leave() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
