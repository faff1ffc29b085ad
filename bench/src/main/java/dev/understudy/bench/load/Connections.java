package dev.understudy.bench.load;

import dev.understudy.bench.traffic.ChatRequest;
import dev.understudy.bench.traffic.Corpus;
import dev.understudy.bench.traffic.Loops;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A number of connections to one address, kept at that number: a lost one is replaced, up to a
 * limit of losses, until they are closed. Confined to one event loop.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // failed writes and closes reach exceptionCaught or a listener
final class Connections {
  private static final int LOSSES_ALLOWED = 5_000;
  private static final int AT_ONCE = 25;
  private static final long RAMP_MILLIS = 20;

  private final Set<Connection> open = new LinkedHashSet<>();
  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final int wanted;
  private final Tally tally;
  private int opening;
  private int losses;
  private boolean closed;

  Connections(
      EventLoop loop,
      int port,
      int wanted,
      ChatRequest request,
      Corpus corpus,
      Tally tally,
      Connection.Owner owner) {
    this.loop = loop;
    this.wanted = wanted;
    this.tally = tally;
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(Loops.client())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 5_000)
            .remoteAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(new Connection(owner, request, corpus));
                  }
                });
  }

  /** Opens what is missing, a few at a time so that no backlog overflows. */
  void fill() {
    for (int i = 0; i < AT_ONCE && !closed && open.size() + opening < wanted; i++) {
      opening++;
      bootstrap.connect().addListener(this::connected);
    }
    if (!closed && open.size() + opening < wanted) {
      Loops.later(loop, RAMP_MILLIS, TimeUnit.MILLISECONDS, this::fill);
    }
  }

  /** Comes before the connection itself hears that it is open. */
  private void connected(Future<? super Void> attempt) {
    opening--;
    Channel channel = ((ChannelFuture) attempt).channel();
    if (!attempt.isSuccess()) {
      tally.countError("connect failed");
      lose();
    } else if (closed) {
      channel.close();
    } else {
      open.add(channel.pipeline().get(Connection.class));
    }
  }

  /** Forgets a connection that is gone, and replaces it. */
  void onGone(Connection connection) {
    if (open.remove(connection) && !closed) {
      lose();
    }
  }

  private void lose() {
    losses++;
    if (losses < LOSSES_ALLOWED && !closed) {
      Loops.later(loop, RAMP_MILLIS, TimeUnit.MILLISECONDS, this::fill);
    }
  }

  /** Whether so many connections were lost that nothing more will come. */
  boolean isHopeless() {
    return losses >= LOSSES_ALLOWED;
  }

  int size() {
    return open.size();
  }

  /** How many have a request under way. */
  int busy() {
    int busy = 0;
    for (Connection connection : open) {
      busy += connection.isBusy() ? 1 : 0;
    }
    return busy;
  }

  void close() {
    closed = true;
    for (Connection connection : Set.copyOf(open)) {
      connection.close();
    }
  }
}
