package dev.understudy.deploy.upstream;

import dev.understudy.exchange.Header;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A real HTTP server that answers, stalls or cuts the connection as told, and remembers what it
 * got. Until told otherwise it speaks the OpenAI and Anthropic APIs ({@link ApiAnswers}).
 */
public final class ScriptedUpstream implements AutoCloseable {
  /** What an upstream answers to a request, given its number among those it received. */
  @FunctionalInterface
  public interface Script {
    Reply reply(Received request, List<Received> before);
  }

  /** Before a number: answered once so many requests stall, and not remembered. */
  private static final String STALLED = "/stalled/";

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final boolean tls;
  private volatile Script script = new ApiAnswers();
  private volatile UnaryOperator<Reply> twist = reply -> reply;
  private volatile Duration pace = Duration.ofMillis(1);
  private volatile CompletableFuture<Void> gate = new CompletableFuture<>();
  private final Map<Integer, Promise<Void>> stalls = new HashMap<>(); // of the event loop alone
  private int stalled; // likewise

  private ScriptedUpstream(HttpServerOptions options) {
    tls = options.isSsl();
    server = vertx.createHttpServer(options).requestHandler(this::serve);
    await(server.listen(0, "127.0.0.1"));
  }

  /** Listens on a free port of the loopback interface. */
  public static ScriptedUpstream start() {
    return start(new HttpServerOptions());
  }

  /** The same with TLS, HTTP/2 or other limits. */
  public static ScriptedUpstream start(HttpServerOptions options) {
    return new ScriptedUpstream(
        new HttpServerOptions(options)
            .setMaxInitialLineLength(65_536)
            .setMaxHeaderSize(65_536)
            .setHandle100ContinueAutomatically(true));
  }

  /** Where it listens, without a path. */
  public URI url() {
    return URI.create((tls ? "https" : "http") + "://127.0.0.1:" + server.actualPort());
  }

  /** Answers every request alike from now on. */
  public ScriptedUpstream answers(Reply reply) {
    return answers((request, before) -> reply);
  }

  /** Answers by this script from now on. */
  public ScriptedUpstream answers(Script other) {
    script = other;
    return this;
  }

  /** Takes requests and never answers from now on. */
  public ScriptedUpstream stalls() {
    return answers(Reply.silence());
  }

  /** Closes the connection after so many bytes of every answer's body from now on. */
  public ScriptedUpstream cutsAfter(long bytes) {
    twist = reply -> reply.cutAfter(bytes);
    return this;
  }

  /** The time between two pieces of an answer from now on. */
  public ScriptedUpstream paced(Duration between) {
    pace = between;
    return this;
  }

  /** Lets answers that are held go on. */
  public void letGo() {
    gate.complete(null);
  }

  /** All requests so far, in the order their heads arrived. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** The one request there was. */
  public Received only() {
    if (received.size() != 1) {
      throw new AssertionError("expected one request, got " + received);
    }
    return received.get(0);
  }

  private void serve(HttpServerRequest request) {
    if (request.uri().startsWith(STALLED)) {
      stall(Integer.parseInt(request.uri().substring(STALLED.length())))
          .future()
          .onSuccess(reached -> request.response().end());
      return;
    }
    Received got = new Received(request);
    List<Received> before = received();
    received.add(got);
    request.response().closeHandler(closed -> got.breaks());
    request.response().exceptionHandler(failure -> got.breaks());
    request
        .body()
        .onSuccess(got::gotAll)
        .map(body -> twist.apply(script.reply(got, before)))
        .onSuccess(reply -> answer(request, got, reply))
        .onFailure(failure -> refuse(request, got, failure));
    if (request.uri().equals(ApiAnswers.LET_GO)) {
      letGo();
    }
  }

  /** Is kept once so many requests stall. */
  private Promise<Void> stall(int number) {
    return stalls.computeIfAbsent(number, any -> Promise.promise());
  }

  /** A script that fails is a fault of the test and shows as one. */
  private static void refuse(HttpServerRequest request, Received got, Throwable failure) {
    got.breaks();
    request.response().setStatusCode(599).end("the script failed: " + failure);
  }

  private void answer(HttpServerRequest request, Received got, Reply reply) {
    HttpServerResponse response = request.response().setStatusCode(reply.status());
    for (Header header : reply.headers()) {
      response.headers().add(header.name(), header.value());
    }
    if (!reply.sized()) {
      response.setChunked(true);
    } else if (!response.headers().contains("content-length")) {
      response.putHeader("Content-Length", Long.toString(reply.length()));
    }
    play(request, got, reply.steps(), 0);
  }

  private void play(HttpServerRequest request, Received got, List<Step> steps, int at) {
    if (at == steps.size()) {
      request.response().end().onSuccess(sent -> got.endsWell());
      return;
    }
    Step step = steps.get(at);
    if (step instanceof Step.Send send) {
      request
          .response()
          .write(send.bytes())
          .compose(sent -> pause(at, steps.size()))
          .onSuccess(rested -> play(request, got, steps, at + 1));
    } else if (step instanceof Step.Hold) {
      CompletableFuture<Void> opened = gate;
      Future.fromCompletionStage(opened, vertx.getOrCreateContext())
          .onSuccess(
              go -> {
                gate = new CompletableFuture<>();
                play(request, got, steps, at + 1);
              });
    } else if (step instanceof Step.Stall) {
      stalled++;
      stall(stalled).complete();
    } else if (step instanceof Step.Cut) {
      got.endsWell();
      request.connection().close();
    }
  }

  private Future<?> pause(int at, int steps) {
    long millis = pace.toMillis();
    return millis == 0 || at + 1 == steps
        ? Future.succeededFuture()
        : vertx.timer(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  private static void await(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the scripted upstream did not start or stop", e);
    }
  }
}
