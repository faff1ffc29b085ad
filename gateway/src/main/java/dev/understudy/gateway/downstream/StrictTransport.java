package dev.understudy.gateway.downstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.Http1xOrH2CHandler;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;
import java.net.SocketAddress;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A transport whose server connections decode HTTP/1 heads with {@link HeadGuard}. Vert.x has no
 * other door to the pipeline that opens before the first request is decoded.
 */
final class StrictTransport implements Transport {
  private static final String DECODER = "httpDecoder";

  private final Transport transport;
  private final HttpServerOptions options;

  /** A Vert.x whose servers are guarded; made over the native transport where there is one. */
  static Vertx vertx(VertxOptions vertxOptions, HttpServerOptions options) {
    io.vertx.core.transport.Transport offered = io.vertx.core.transport.Transport.nativeTransport();
    io.vertx.core.transport.Transport base =
        offered != null && offered.available() ? offered : io.vertx.core.transport.Transport.NIO;
    return Vertx.builder()
        .with(vertxOptions)
        .withTransport(new Offered(new StrictTransport(base.implementation(), options)))
        .build();
  }

  /** The face under which Vert.x takes a transport. */
  private record Offered(StrictTransport strict) implements io.vertx.core.transport.Transport {
    @Override
    public String name() {
      return "strict";
    }

    @Override
    public boolean available() {
      return strict.isAvailable();
    }

    @Override
    public Throwable unavailabilityCause() {
      return strict.unavailabilityCause();
    }

    @Override
    public Transport implementation() {
      return strict;
    }
  }

  /** That transport with guarded heads, limited as the options say. */
  StrictTransport(Transport transport, HttpServerOptions options) {
    this.transport = transport;
    this.options = options;
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    ChannelFactory<? extends ServerChannel> factory = transport.serverChannelFactory(domainSocket);
    return () -> guarded(factory.newChannel());
  }

  private ServerChannel guarded(ServerChannel channel) {
    channel.pipeline().addLast(new OnAccept());
    return channel;
  }

  /** Puts a swap at the head of each accepted connection. */
  private final class OnAccept extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
      ((Channel) accepted).pipeline().addLast(new Swap(false));
      context.fireChannelRead(accepted);
    }
  }

  /**
   * Swaps the decoder for the guard before it sees a byte. It is there only once the protocol is
   * known: behind the handler that looks at the first bytes of a cleartext connection, or behind
   * TLS. So the swap moves behind those and waits there.
   */
  private final class Swap extends ChannelInboundHandlerAdapter {
    private final boolean moved;

    Swap(boolean moved) {
      this.moved = moved;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
      ChannelPipeline pipeline = context.pipeline();
      ChannelHandler decoder = pipeline.get(DECODER);
      ChannelHandlerContext before = moved ? null : protocolFinder(pipeline);
      if (before != null) {
        pipeline.addAfter(before.name(), null, new Swap(true));
        pipeline.remove(this);
        ((ChannelInboundHandler) before.handler()).channelRead(before, bytes);
        return;
      }
      if (decoder instanceof VertxHttpRequestDecoder) {
        pipeline.replace(DECODER, DECODER, new HeadGuard(options));
        pipeline.addBefore(DECODER, null, new FlushBeforeClose());
      }
      context.fireChannelRead(bytes);
      if (moved || decoder != null) {
        pipeline.remove(this);
      }
    }

    private static @Nullable ChannelHandlerContext protocolFinder(ChannelPipeline pipeline) {
      ChannelHandlerContext tls = pipeline.context(SslHandler.class);
      return tls != null ? tls : pipeline.context(Http1xOrH2CHandler.class);
    }
  }

  /**
   * Sends what was written before a connection is closed, so that a refusal arrives: Vert.x closes
   * a connection with a broken body while writes still wait for the end of the read.
   */
  private static final class FlushBeforeClose extends ChannelOutboundHandlerAdapter {
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
      context.flush();
      super.close(context, promise);
    }
  }

  @Override
  public boolean supportsDomainSockets() {
    return transport.supportsDomainSockets();
  }

  @Override
  public boolean supportFileRegion() {
    return transport.supportFileRegion();
  }

  @Override
  public boolean isAvailable() {
    return transport.isAvailable();
  }

  @Override
  public Throwable unavailabilityCause() {
    return transport.unavailabilityCause();
  }

  @Override
  public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
    return transport.convert(address);
  }

  @Override
  public io.vertx.core.net.SocketAddress convert(SocketAddress address) {
    return transport.convert(address);
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return transport.ioHandlerFactory();
  }

  @Override
  public EventLoopGroup eventLoopGroup(
      int type, int threads, ThreadFactory threadFactory, int ioRatio) {
    return transport.eventLoopGroup(type, threads, threadFactory, ioRatio);
  }

  @Override
  public DatagramChannel datagramChannel() {
    return transport.datagramChannel();
  }

  @Override
  @SuppressWarnings("deprecation") // the interface asks for it
  public DatagramChannel datagramChannel(InternetProtocolFamily family) {
    return transport.datagramChannel(family);
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    return transport.channelFactory(domainSocket);
  }

  @Override
  public void configure(DatagramChannel channel, DatagramSocketOptions settings) {
    transport.configure(channel, settings);
  }

  @Override
  public void configure(
      ClientOptionsBase settings, int connectTimeout, boolean domainSocket, Bootstrap bootstrap) {
    transport.configure(settings, connectTimeout, domainSocket, bootstrap);
  }

  @Override
  public void configure(NetServerOptions settings, boolean domainSocket, ServerBootstrap boot) {
    transport.configure(settings, domainSocket, boot);
  }
}
