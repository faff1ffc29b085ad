package dev.understudy.bench.teacher;

import dev.understudy.bench.traffic.Corpus;
import dev.understudy.bench.traffic.Loops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An OpenAI-shaped server that answers what the model's name asks for, at once or after a while;
 * whatever is not a POST is answered with the number of those it got.
 */
public final class StubTeacher {
  private static final int CORPUS_BYTES = 32 << 20;
  private static final long SEED = 2;

  private StubTeacher() {}

  /**
   * Serves on loopback until the process ends.
   *
   * @param args the port, the {@link Delay#word()} and, for a student, how confident it says it is
   */
  public static void main(String[] args) throws InterruptedException {
    int port = Integer.parseInt(args[0]);
    Delay delay = Delay.of(args[1]);
    AtomicLong asked = new AtomicLong();
    Answers answers =
        new Answers(
            new Corpus(CORPUS_BYTES, SEED),
            args.length < 3 ? "" : "x-understudy-confidence: " + args[2] + "\r\n");
    EventLoopGroup loop = Loops.one();
    Channel listener =
        new ServerBootstrap()
            .group(loop)
            .channel(Loops.server())
            .option(ChannelOption.SO_BACKLOG, 4_096)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(new Conversation(answers, delay, asked));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .sync()
            .channel();
    listener.closeFuture().sync();
  }
}
