package dev.understudy.gateway.downstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;

/**
 * The HTTP/1 request decoder that refuses folded header lines (obs-fold). The usual decoder unfolds
 * them, which RFC 9112, section 5.2, allows; but what one server unfolds another reads as a new
 * line, so nothing folded is forwarded.
 *
 * <p>A line is folded when it begins with a blank. Lines are looked at as they arrive: those at
 * hand, and the first byte of the next, which may come in a later read.
 */
final class HeadGuard extends VertxHttpRequestDecoder {
  private static final String FOLDED = "a header line is folded (obs-fold), which is obsolete";

  private boolean inHead = true;
  private boolean lineBegins;
  private boolean folded;

  HeadGuard(HttpServerOptions options) {
    super(options);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    int before = out.size();
    int start = bytes.readerIndex();
    boolean wasInHead = inHead;
    super.decode(context, bytes, out);
    if (wasInHead) {
      lookForFolds(bytes, start, bytes.readerIndex());
    }
    for (int i = before; i < out.size(); i++) {
      Object message = out.get(i);
      if (message instanceof HttpRequest request) {
        inHead = false;
        if (folded) {
          request.setDecoderResult(DecoderResult.failure(new DecoderException(FOLDED)));
        }
      }
      if (message instanceof LastHttpContent) {
        inHead = true;
        lineBegins = false;
        folded = false;
      }
    }
  }

  /** Looks at the bytes that the decoder took for the head: whole lines only. */
  private void lookForFolds(ByteBuf bytes, int from, int to) {
    if (from == to) {
      return;
    }
    if (lineBegins && isBlank(bytes.getByte(from))) {
      folded = true;
    }
    int at = bytes.indexOf(from, to, (byte) '\n');
    while (at >= 0 && at + 1 < to) {
      if (isBlank(bytes.getByte(at + 1))) {
        folded = true;
      }
      at = bytes.indexOf(at + 1, to, (byte) '\n');
    }
    lineBegins = bytes.getByte(to - 1) == '\n';
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
