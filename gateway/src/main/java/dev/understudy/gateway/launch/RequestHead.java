package dev.understudy.gateway.launch;

import dev.understudy.exchange.Exchange;
import dev.understudy.rules.request.RequestBody;
import dev.understudy.rules.request.RequestFacts;
import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What rules may ask about a request, read where it stands: nothing is copied.
 *
 * @param id the request's own id
 * @param request the request
 */
record RequestHead(UUID id, HttpServerRequest request) implements RequestFacts {
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
    return false;
  }

  @Override
  public @Nullable RequestBody body() {
    return null;
  }
}
