package dev.understudy.bench.peer;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A stream as it is, with a copy of what passes. */
final class CopyingStream implements ReadStream<Buffer> {
  private final ReadStream<Buffer> stream;
  private final Buffer copy;
  private final @Nullable Runnable atEnd;

  CopyingStream(ReadStream<Buffer> stream, Buffer copy, @Nullable Runnable atEnd) {
    this.stream = stream;
    this.copy = copy;
    this.atEnd = atEnd;
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
    stream.exceptionHandler(handler);
    return this;
  }

  @Override
  public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
    stream.handler(
        handler == null
            ? null
            : bytes -> {
              copy.appendBuffer(bytes);
              handler.handle(bytes);
            });
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
    stream.endHandler(
        handler == null
            ? null
            : nothing -> {
              handler.handle(null);
              if (atEnd != null) {
                atEnd.run();
              }
            });
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    stream.pause();
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    stream.resume();
    return this;
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    stream.fetch(amount);
    return this;
  }
}
