package dev.understudy.gateway.relay;

import io.netty.channel.ChannelFuture;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;

/** What becomes of a client's connection, or its stream over HTTP/2, at the end of a call. */
final class ClientConnection {
  private static final long HTTP2_INTERNAL_ERROR = 2; // RFC 9113, section 7
  private static final long HTTP2_CANCEL = 8;

  private ClientConnection() {}

  /** Lets go of a client that left, or does not read: nothing more can be said to it. */
  static void abandon(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset(HTTP2_CANCEL); // the connection carries other calls
    } else {
      // Closing in order would wait until the client has read what was written.
      ChannelFuture unused =
          ((HttpServerConnection) request.connection()).channelHandlerContext().close();
    }
  }

  /** Ends an answer visibly broken: a cut connection, or a reset stream over HTTP/2. */
  static void breakOff(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset(HTTP2_INTERNAL_ERROR);
    } else {
      request.connection().close();
    }
  }

  /**
   * Whether another request can come over it. An HTTP/1 connection whose answer has no marked end,
   * or whose client may keep back its body, cannot carry one.
   */
  static boolean isReusable(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      return true;
    }
    boolean unmarkedEnd =
        request.version() == HttpVersion.HTTP_1_0
            && !request.response().headers().contains(HttpHeaders.CONTENT_LENGTH);
    boolean keptBack = !request.isEnded() && request.headers().contains(HttpHeaders.EXPECT);
    return !unmarkedEnd && !keptBack;
  }
}
