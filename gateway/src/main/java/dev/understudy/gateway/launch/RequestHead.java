package dev.understudy.gateway.launch;

import dev.understudy.rules.match.RequestFacts;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * What rules may ask about a request, read where it stands: nothing is copied.
 *
 * @param request the request
 */
record RequestHead(HttpServerRequest request) implements RequestFacts {
  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String path() {
    String target = request.uri();
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  @Override
  public @Nullable String header(String name) {
    return request.headers().get(name);
  }
}
