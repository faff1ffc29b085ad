package dev.understudy.bench.traffic;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** The cheapest event loop this machine has: epoll where its native library loads, else NIO. */
public final class Loops {
  private Loops() {}

  /** A new group of one thread. */
  public static EventLoopGroup one() {
    return new MultiThreadIoEventLoopGroup(
        1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  /** Runs the task on the loop after that time; a task that throws ends the process loudly. */
  public static void later(EventExecutor loop, long delay, TimeUnit unit, Runnable task) {
    ScheduledFuture<?> scheduled = loop.schedule(task, delay, unit);
    scheduled.addListener(
        end -> {
          Throwable failure = end.cause();
          if (failure != null && !(failure instanceof CancellationException)) {
            failure.printStackTrace();
            Runtime.getRuntime().halt(70);
          }
        });
  }

  /** The kind of client channel that fits the group. */
  public static Class<? extends Channel> client() {
    return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  /** The kind of server channel that fits the group. */
  public static Class<? extends ServerChannel> server() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }
}
