package dev.understudy.deploy.upstream;

import dev.understudy.exchange.Header;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request as the upstream got it, and what became of its connection. */
public final class Received {
  private final String method;
  private final String uri;
  private final String version;
  private final List<Header> headers;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final CompletableFuture<Boolean> broken = new CompletableFuture<>();

  Received(HttpServerRequest request) {
    this.method = request.method().name();
    this.uri = request.uri();
    this.version = request.version().name();
    List<Header> all = new ArrayList<>();
    request.headers().forEach(entry -> all.add(new Header(entry.getKey(), entry.getValue())));
    this.headers = List.copyOf(all);
  }

  /** The method as sent. */
  public String method() {
    return method;
  }

  /** The request target as sent. */
  public String uri() {
    return uri;
  }

  /** The protocol, such as {@code HTTP_1_1}. */
  public String version() {
    return version;
  }

  /** All header fields in the order and case they were sent in. */
  public List<Header> headers() {
    return headers;
  }

  /** The value of the first header of that name, in any case, or null. */
  public @Nullable String header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst()
        .orElse(null);
  }

  /** The body's bytes; waits for them. */
  public byte[] body() {
    return within(body, "the body of " + this);
  }

  /** The body as text; waits for it. */
  public String text() {
    return new String(body(), StandardCharsets.UTF_8);
  }

  /**
   * Whether the other side left (closed or reset) before the answer was finished; waits until the
   * one or the other happened.
   */
  public boolean wasLeft() {
    return within(broken, "the end of " + this);
  }

  void gotAll(Buffer bytes) {
    body.complete(bytes.getBytes());
  }

  void endsWell() {
    broken.complete(false);
  }

  void breaks() {
    body.completeExceptionally(
        new IllegalStateException(this + " broke before its body was there"));
    broken.complete(true);
  }

  private static <T> T within(CompletableFuture<T> future, String what) {
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError(what + " did not come within 30 s", late);
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(what + " did not come", e);
    }
  }

  @Override
  public String toString() {
    return method + " " + uri;
  }
}
