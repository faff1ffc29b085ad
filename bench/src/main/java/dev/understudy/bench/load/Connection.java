package dev.understudy.bench.load;

import dev.understudy.bench.traffic.ChatRequest;
import dev.understudy.bench.traffic.Corpus;
import dev.understudy.bench.traffic.MessageReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/** One keep-alive connection with at most one request under way. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // failed writes and closes reach exceptionCaught or a listener
final class Connection extends ChannelInboundHandlerAdapter implements MessageReader.Listener {
  /** Decides what a connection does next; called on the event loop. */
  interface Owner {
    /** The connection can take a request. */
    void onIdle(Connection connection);

    /** The answer is whole; {@code problem} tells what is wrong with it, if anything. */
    void onAnswer(@Nullable String problem, int pieces, long intendedNanos);

    /** The connection is gone. */
    void onGone(Connection connection);
  }

  private final Owner owner;
  private final ChatRequest request;
  private final Corpus corpus;
  private final AnswerCheck check;
  private final MessageReader reader = new MessageReader(this);
  private @Nullable ChannelHandlerContext context;
  private long intendedNanos;
  private boolean busy;

  Connection(Owner owner, ChatRequest request, Corpus corpus) {
    this.owner = owner;
    this.request = request;
    this.corpus = corpus;
    this.check = new AnswerCheck(request.ask());
  }

  /** Sends the next request, which was meant to start at that time. */
  void send(long number, long intendedNanos) {
    ChannelHandlerContext to = context;
    if (to == null || busy) {
      throw new IllegalStateException("the connection is not idle");
    }
    busy = true;
    this.intendedNanos = intendedNanos;
    ByteBuf out = to.alloc().ioBuffer(request.bytes());
    request.append(out, number, corpus);
    to.writeAndFlush(out, to.voidPromise());
  }

  /** Whether it is connected. */
  boolean isOpen() {
    return context != null;
  }

  boolean isBusy() {
    return busy;
  }

  void close() {
    ChannelHandlerContext open = context;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    this.context = context;
    owner.onIdle(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      reader.read(in);
    } finally {
      in.release();
    }
  }

  @Override
  public void onHead(String startLine) {
    check.onHead(startLine);
  }

  @Override
  public void onBody(ByteBuf in, int index, int length) {
    check.onBody(in, index, length);
  }

  @Override
  public void onEnd(boolean connectionCloses) {
    busy = false;
    owner.onAnswer(check.problem(), check.pieces(), intendedNanos);
    if (connectionCloses) {
      close();
    } else {
      owner.onIdle(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    this.context = null;
    if (busy) {
      busy = false;
      owner.onAnswer("connection cut", 0, intendedNanos);
    }
    owner.onGone(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close(); // the request under way is counted as cut
  }
}
