package dev.understudy.gateway;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server on a free port that does with each request what its script says. */
final class ScriptedTeacher implements AutoCloseable {
  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
  private final List<HttpServerRequest> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger broken = new AtomicInteger();
  private final HttpServer server;
  private volatile Handler<HttpServerRequest> script;

  private ScriptedTeacher(int port, Handler<HttpServerRequest> script) {
    this.script = script;
    this.server = vertx.createHttpServer(new HttpServerOptions()).requestHandler(this::serve);
    server.listen(port, "127.0.0.1").await();
  }

  static ScriptedTeacher that(Handler<HttpServerRequest> script) {
    return new ScriptedTeacher(0, script);
  }

  static ScriptedTeacher on(int port, Handler<HttpServerRequest> script) {
    return new ScriptedTeacher(port, script);
  }

  /** Answers every request with that JSON once it has all of it. */
  static ScriptedTeacher answering(String json) {
    return that(answer(json));
  }

  static Handler<HttpServerRequest> answer(String json) {
    return request ->
        request
            .body()
            .onSuccess(
                body -> request.response().putHeader("content-type", "application/json").end(json));
  }

  /** Takes requests and never answers. */
  static ScriptedTeacher silent() {
    return that(request -> {});
  }

  void now(Handler<HttpServerRequest> other) {
    script = other;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** The requests so far, as they arrived. */
  List<HttpServerRequest> received() {
    return received;
  }

  /** How many requests were broken off by the other side before they were answered. */
  int broken() {
    return broken.get();
  }

  private void serve(HttpServerRequest request) {
    received.add(request);
    request.response().exceptionHandler(left -> broken.incrementAndGet());
    script.handle(request);
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
