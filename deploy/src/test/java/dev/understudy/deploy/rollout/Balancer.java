package dev.understudy.deploy.rollout;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Deals requests among gateways in turn, as balancers do that ask whether each is ready: keeps its
 * connections, and sends nothing twice. Whatever goes wrong is a 502 to its client.
 */
final class Balancer {
  private static final long LOOK_EVERY_MILLIS = 100;
  private static final int CONNECTIONS = 500;

  private final HttpClient client;
  private final HttpServer server;
  private final Map<String, Place> places = new ConcurrentHashMap<>();
  private final AtomicInteger turns = new AtomicInteger();

  /** Where one gateway is, and whether it wants requests. */
  private record Place(URI url, URI admin, boolean ready) {}

  /** One that knows no gateway yet, on a free port; it ends with that Vert.x. */
  Balancer(Vertx vertx) {
    this.client =
        vertx
            .httpClientBuilder()
            .with(new HttpClientOptions().setKeepAlive(true))
            .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS))
            .build();
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.body().onSuccess(body -> deal(request, body)));
    server.listen(0, "127.0.0.1").await();
    vertx.setPeriodic(LOOK_EVERY_MILLIS, look -> places.keySet().forEach(this::look));
  }

  /** Where applications connect. */
  URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** From now on the gateway of that name is there; it gets requests once it says it is ready. */
  void place(String name, Replica gateway) {
    places.put(name, new Place(gateway.url(), gateway.process().admin(), false));
  }

  /** The names of the gateways that get requests. */
  List<String> ready() {
    return places.keySet().stream()
        .filter(name -> places.getOrDefault(name, NOWHERE).ready())
        .sorted()
        .toList();
  }

  private static final Place NOWHERE = new Place(URI.create("/"), URI.create("/"), false);

  /** Who says nothing in time, on a machine that stands still, is thought to be as it was. */
  private void look(String name) {
    Place place = places.getOrDefault(name, NOWHERE);
    client
        .request(to(place.admin()).setURI("/health/ready").setTimeout(1000))
        .compose(request -> request.send())
        .map(response -> response.statusCode() == 200)
        .otherwise(failure -> failure instanceof TimeoutException && place.ready())
        .onSuccess(
            ready -> places.replace(name, place, new Place(place.url(), place.admin(), ready)));
  }

  private void deal(HttpServerRequest request, Buffer body) {
    List<String> ready = ready();
    if (ready.isEmpty()) {
      request.response().setStatusCode(503).end("no gateway is ready");
      return;
    }
    String name = ready.get(Math.floorMod(turns.getAndIncrement(), ready.size()));
    RequestOptions options =
        to(places.getOrDefault(name, NOWHERE).url())
            .setMethod(request.method())
            .setURI(request.uri())
            .putHeader("content-type", "application/json");
    client
        .request(options)
        .compose(asked -> asked.send(body))
        .compose(answer -> pass(answer, request.response()))
        .onFailure(broken -> fail(request.response(), name + ": " + broken));
  }

  private static RequestOptions to(URI gateway) {
    return new RequestOptions().setHost(gateway.getHost()).setPort(gateway.getPort());
  }

  private static Future<Void> pass(HttpClientResponse answer, HttpServerResponse response) {
    response.setStatusCode(answer.statusCode()).setChunked(true);
    for (String header : List.of("content-type", "x-understudy-upstream")) {
      if (answer.headers().contains(header)) {
        response.putHeader(header, answer.getHeader(header));
      }
    }
    return answer.pipe().endOnFailure(false).to(response);
  }

  private static void fail(HttpServerResponse response, String why) {
    if (response.headWritten()) {
      response.reset();
    } else {
      response.setStatusCode(502).end(why);
    }
  }
}
