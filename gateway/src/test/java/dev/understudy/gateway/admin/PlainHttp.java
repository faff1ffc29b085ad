package dev.understudy.gateway.admin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks HTTP/1.1 by hand, so that a test can say any header. */
final class PlainHttp {
  private final int port;
  private final InetAddress from;

  PlainHttp(int port) {
    this(port, InetAddress.getLoopbackAddress());
  }

  private PlainHttp(int port, InetAddress from) {
    this.port = port;
    this.from = from;
  }

  /** The same, from another address of this machine. */
  PlainHttp from(InetAddress other) {
    return new PlainHttp(port, other);
  }

  /**
   * What came back.
   *
   * @param status the status
   * @param head the header fields, in lower case
   * @param body the body
   */
  record Answer(int status, String head, String body) {}

  Answer get(String path, String... headers) throws IOException {
    return ask("GET", path, "", headers);
  }

  Answer post(String path, String body, String... headers) throws IOException {
    return ask("POST", path, body, headers);
  }

  /** Begins a request, does not go on, and waits for the other side to hang up. */
  void beginAndSayNoMore() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
      if (socket.getInputStream().read() >= 0) {
        throw new IOException("expected the end, got an answer");
      }
    }
  }

  private Answer ask(String method, String path, String body, String... headers)
      throws IOException {
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    boolean withHost = false;
    for (String header : headers) {
      request.append(header).append("\r\n");
      withHost |= header.startsWith("host:");
    }
    if (!withHost) {
      request.append("host: 127.0.0.1:").append(port).append("\r\n");
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    request.append("content-length: ").append(bytes.length).append("\r\n");
    request.append("connection: close\r\n\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(bytes);
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = answer.indexOf("\r\n\r\n");
      return new Answer(
          Integer.parseInt(answer.substring(9, 12)),
          answer.substring(0, end).toLowerCase(java.util.Locale.ROOT),
          answer.substring(end + 4));
    }
  }
}
