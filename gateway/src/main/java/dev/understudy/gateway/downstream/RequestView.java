package dev.understudy.gateway.downstream;

import dev.understudy.exchange.Exchange;
import dev.understudy.rules.request.RequestBody;
import dev.understudy.rules.request.RequestFacts;
import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What rules may ask about a request: its head, read where it stands, and its body once that was
 * taken in. Used on one event loop.
 */
public final class RequestView implements RequestFacts {
  private final UUID id;
  private final HttpServerRequest request;
  private @Nullable RequestBody body;
  private byte @Nullable [] bytes;
  private boolean bodyRead;

  /**
   * A view of a request whose body was not taken in yet.
   *
   * @param id the request's own id
   */
  public RequestView(UUID id, HttpServerRequest request) {
    this.id = id;
    this.request = request;
  }

  /**
   * Reads the body.
   *
   * @param whole all of it, or null where that is not to be had
   */
  public void read(byte @Nullable [] whole) {
    bodyRead = true;
    bytes = whole;
    body = whole == null ? null : RequestBody.read(whole, path());
  }

  @Override
  public UUID id() {
    return id;
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String path() {
    return Exchange.pathOf(request.uri());
  }

  @Override
  public @Nullable String header(String name) {
    return request.headers().get(name);
  }

  @Override
  public boolean bodyRead() {
    return bodyRead;
  }

  @Override
  public @Nullable RequestBody body() {
    return body;
  }

  @Override
  public byte @Nullable [] bytes() {
    return bytes;
  }
}
