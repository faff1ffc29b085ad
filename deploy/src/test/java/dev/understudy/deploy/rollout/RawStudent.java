package dev.understudy.deploy.rollout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A student that keeps every byte it was sent, below HTTP, and gives the same answer to all. */
final class RawStudent implements AutoCloseable {
  private final ServerSocket server;
  private final byte[] answer;
  private final Queue<String> received = new ConcurrentLinkedQueue<>();

  private RawStudent(int status, String json) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    answer =
        "HTTP/1.1 %d Said\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(status, json.length(), json)
            .getBytes(StandardCharsets.ISO_8859_1);
    Thread thread = new Thread(this::accept, "raw student");
    thread.setDaemon(true);
    thread.start();
  }

  /** One that listens on a free port. */
  static RawStudent that(int status, String json) throws IOException {
    return new RawStudent(status, json);
  }

  /** Its base URL. */
  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
  }

  /** All bytes of each request it was sent. */
  Queue<String> received() {
    return received;
  }

  private void accept() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.setSoTimeout(30_000);
        received.add(request(socket.getInputStream()));
        socket.getOutputStream().write(answer);
      } catch (IOException e) {
        if (!server.isClosed()) {
          received.add("broken off: " + e);
        }
      }
    }
  }

  private static String request(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!isWhole(bytes.toString(StandardCharsets.ISO_8859_1))) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended after " + bytes.size() + " bytes");
      }
      bytes.write(next);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static boolean isWhole(String text) {
    int body = text.indexOf("\r\n\r\n") + 4;
    String head = text.toLowerCase(Locale.ROOT);
    int length = head.indexOf("content-length: ");
    if (body < 4 || length < 0) {
      return false;
    }
    String value = head.substring(length + 16, head.indexOf('\r', length));
    return text.length() >= body + Integer.parseInt(value);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
