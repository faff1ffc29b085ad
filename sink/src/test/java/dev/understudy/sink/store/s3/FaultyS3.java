package dev.understudy.sink.store.s3;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a server that speaks as S3 does and passes everything on, as long as it is not told
 * to fail. Remembers the heads of all requests.
 */
public final class FaultyS3 implements AutoCloseable {
  private final int target;
  private final int port;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final List<WireCall> calls = new CopyOnWriteArrayList<>();
  private final List<Planned> planned = new ArrayList<>();
  private @Nullable ServerSocket listener;

  /** A fault to come, for so many of the calls it is about. */
  private static final class Planned {
    final Predicate<WireCall> about;
    final Fault fault;
    int left;

    Planned(Predicate<WireCall> about, Fault fault, int left) {
      this.about = about;
      this.fault = fault;
      this.left = left;
    }
  }

  private FaultyS3(int target) throws IOException {
    this.target = target;
    this.port = listen(0);
  }

  /** Stands before that server. The caller closes it. */
  public static FaultyS3 before(LocalS3 server) throws IOException {
    return new FaultyS3(server.port());
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The heads of all requests that came. */
  public List<WireCall> calls() {
    return List.copyOf(calls);
  }

  /** Fails the next such calls so. */
  public synchronized void next(int count, Predicate<WireCall> about, Fault fault) {
    planned.add(new Planned(about, fault, count));
  }

  /** Fails the next calls so. */
  public void next(int count, Fault fault) {
    next(count, call -> true, fault);
  }

  /** Fails all calls so, until it is healed. */
  public void always(Fault fault) {
    next(Integer.MAX_VALUE, fault);
  }

  /** Lets nobody connect any more, until it is healed. */
  public synchronized void refuse() throws IOException {
    if (listener != null) {
      listener.close();
      listener = null;
    }
    endConnections();
  }

  /** Passes everything on again; who waits for an answer still waits in vain. */
  public synchronized void heal() throws IOException {
    planned.clear();
    if (listener == null) {
      listen(port);
    }
  }

  /** How many of the planned failures have not come. */
  public synchronized int failuresLeft() {
    return planned.stream().mapToInt(each -> each.left).sum();
  }

  private synchronized @Nullable Fault faultFor(WireCall call) {
    for (Planned each : planned) {
      if (each.left > 0 && each.about.test(call)) {
        each.left--;
        return each.fault;
      }
    }
    return null;
  }

  private synchronized int listen(int at) throws IOException {
    ServerSocket opened = new ServerSocket();
    opened.setReuseAddress(true);
    opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
    listener = opened;
    start(
        () -> {
          while (true) {
            Socket client = opened.accept();
            connections.add(client);
            start(() -> serve(client));
          }
        });
    return opened.getLocalPort();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException ended) {
                // by either end, or by the fault: no more to be done
              }
            },
            "faulty-s3");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket client) throws IOException {
    try (client) {
      Passing way = new Passing(client);
      for (WireCall call = WireCall.read(way.in); call != null; call = WireCall.read(way.in)) {
        calls.add(call);
        if (call.header("expect") != null) {
          way.out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          way.out.flush();
        }
        WireCall passed = call.without("expect");
        Fault fault = faultFor(call);
        if (fault == null) {
          way.pass(passed, way.out);
        } else {
          fault.serve(passed, way);
        }
        way.out.flush();
      }
    } finally {
      connections.remove(client);
    }
  }

  /** A connection of a client, and for each call one to the server. */
  private final class Passing implements Fault.Way {
    private final Socket client;
    private final InputStream in;
    private final OutputStream out;

    Passing(Socket client) throws IOException {
      this.client = client;
      this.in = new BufferedInputStream(client.getInputStream(), 64 * 1024);
      this.out = new BufferedOutputStream(client.getOutputStream(), 64 * 1024);
    }

    @Override
    public InputStream fromClient() {
      return in;
    }

    @Override
    public OutputStream toClient() {
      return out;
    }

    @Override
    public void pass(WireCall call, OutputStream answer) throws IOException {
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
        send(call, server, Long.MAX_VALUE);
        InputStream back = new BufferedInputStream(server.getInputStream(), 64 * 1024);
        WireCall head = Objects.requireNonNull(WireCall.read(back), "no answer");
        while (head.start().contains(" 100 ")) {
          head = Objects.requireNonNull(WireCall.read(back), "no answer");
        }
        head.write(answer);
        if (!call.start().startsWith("HEAD ") && !head.start().contains(" 204 ")) {
          head.copyBody(back, answer, Long.MAX_VALUE);
        }
      }
    }

    @Override
    public void passHalf(WireCall call, long bytes) throws IOException {
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
        send(call, server, bytes);
        server.setSoLinger(true, 0);
      }
    }

    private void send(WireCall call, Socket server, long most) throws IOException {
      OutputStream to = new BufferedOutputStream(server.getOutputStream(), 64 * 1024);
      call.write(to);
      call.copyBody(in, to, most);
      to.flush();
    }

    @Override
    public void reset() throws IOException {
      out.flush();
      client.setSoLinger(true, 0);
      client.close();
    }
  }

  private void endConnections() {
    for (Closeable each : connections) {
      try {
        each.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    refuse();
  }
}
