package dev.understudy.bench.teacher;

import dev.understudy.bench.traffic.Ask;
import dev.understudy.bench.traffic.Loops;
import dev.understudy.bench.traffic.MessageReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One connection: requests in, answers out, one after the other. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // failed writes and closes reach exceptionCaught or a listener
final class Conversation extends ChannelInboundHandlerAdapter implements MessageReader.Listener {
  private static final int STREAM_HEAD_BYTES = 1_024;
  private static final int EVENT_BYTES = 512;

  private final Answers answers;
  private final Delay delay;
  private final AtomicLong asked;
  private final MessageReader reader = new MessageReader(this);
  private final byte[] start = new byte[Ask.PREFIX];
  private int startLength;
  private boolean post;
  private @Nullable ChannelHandlerContext context;

  Conversation(Answers answers, Delay delay, AtomicLong asked) {
    this.answers = answers;
    this.delay = delay;
    this.asked = asked;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    this.context = context;
    ByteBuf in = (ByteBuf) message;
    try {
      reader.read(in);
    } finally {
      in.release();
    }
  }

  @Override
  public void onHead(String startLine) {
    post = startLine.startsWith("POST ");
    startLength = 0;
  }

  @Override
  public void onBody(ByteBuf in, int index, int length) {
    int take = Math.min(length, start.length - startLength);
    if (take > 0) {
      in.getBytes(index, start, startLength, take);
      startLength += take;
    }
  }

  @Override
  public void onEnd(boolean connectionCloses) {
    ChannelHandlerContext to = context;
    if (to == null) {
      throw new IllegalStateException("a message ended before any byte was read");
    }
    if (!post) {
      send(to, Unpooled.wrappedBuffer(count()));
      return;
    }
    asked.incrementAndGet();
    Ask ask = Ask.in(start, startLength);
    Duration wait = delay.time();
    if (wait == null) {
      return;
    }
    if (wait.isZero()) {
      answer(to, ask);
    } else {
      Loops.later(
          to.executor(), wait.toNanos(), TimeUnit.NANOSECONDS, () -> answerIfThere(to, ask));
    }
  }

  private byte[] count() {
    String number = asked + "\n";
    return ("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: "
            + number.length()
            + "\r\n\r\n"
            + number)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private void answerIfThere(ChannelHandlerContext to, Ask ask) {
    if (to.channel().isActive()) {
      answer(to, ask);
    }
  }

  private void answer(ChannelHandlerContext to, Ask ask) {
    if (ask.streamed()) {
      ByteBuf head = to.alloc().ioBuffer(STREAM_HEAD_BYTES);
      long stream = answers.appendStreamHead(head);
      send(to, head);
      later(to, ask, stream, 0);
    } else {
      ByteBuf whole = to.alloc().ioBuffer(ask.amount() + STREAM_HEAD_BYTES);
      answers.appendWhole(whole, ask);
      send(to, whole);
    }
  }

  private void later(ChannelHandlerContext to, Ask ask, long stream, int sent) {
    if (!to.channel().isActive()) {
      return; // the client left; so do we
    }
    if (ask.everyMillis() > 0) {
      Loops.later(
          to.executor(),
          ask.everyMillis(),
          TimeUnit.MILLISECONDS,
          () -> next(to, ask, stream, sent));
    } else {
      to.executor().execute(() -> next(to, ask, stream, sent));
    }
  }

  private void next(ChannelHandlerContext to, Ask ask, long stream, int sent) {
    ByteBuf piece = to.alloc().ioBuffer(EVENT_BYTES);
    if (sent < ask.amount()) {
      answers.appendDelta(piece, stream);
      send(to, piece);
      later(to, ask, stream, sent + 1);
    } else {
      answers.appendStreamEnd(piece, stream);
      send(to, piece);
    }
  }

  private static void send(ChannelHandlerContext to, ByteBuf bytes) {
    to.writeAndFlush(bytes, to.voidPromise());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) { // a reset by a leaving client is daily life
      System.err.println("stub teacher: " + cause);
    }
    context.close();
  }
}
