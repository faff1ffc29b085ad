package dev.understudy.deploy.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** An upstream that holds each conversation as told, byte by byte, and keeps what it was sent. */
final class RawUpstream implements AutoCloseable {
  /** What it does with one connection; afterwards the connection is closed. */
  @FunctionalInterface
  interface Conversation {
    void hold(Wire client) throws Exception;
  }

  private final ServerSocket listener;
  private final Conversation conversation;
  private final List<Wire> connections = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> first = new CompletableFuture<>();

  RawUpstream(Conversation conversation) {
    this.conversation = conversation;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /** Reads one head without a body, then says this and closes. */
  static RawUpstream saying(String answer) {
    return new RawUpstream(
        client -> {
          client.head();
          client.send(answer);
        });
  }

  /** Says this to every head without a body, on one connection, until the other side leaves. */
  static RawUpstream repeating(String answer) {
    return new RawUpstream(
        client -> {
          while (!client.head().isEmpty()) {
            client.send(answer);
          }
        });
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** All bytes it was sent so far, connection after connection. */
  String received() {
    return connections.stream().map(Wire::taken).collect(Collectors.joining());
  }

  /** Waits until the first conversation is over and gives what was sent in it. */
  String conversation() {
    try {
      first.get(40, TimeUnit.SECONDS);
      return received();
    } catch (Exception e) {
      throw new AssertionError("the upstream's conversation failed after: " + received(), e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.forEach(Wire::close);
  }

  private void accept() {
    try {
      while (true) {
        Wire client = new Wire(listener.accept());
        connections.add(client);
        start(() -> hold(client));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void hold(Wire client) {
    try (client) {
      conversation.hold(client);
      first.complete(null);
    } catch (Exception | AssertionError e) {
      first.completeExceptionally(e);
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "raw-upstream");
    thread.setDaemon(true);
    thread.start();
  }
}
