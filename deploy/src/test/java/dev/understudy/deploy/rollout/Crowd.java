package dev.understudy.deploy.rollout;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Many clients that keep their connections and each ask one question after the other. */
final class Crowd {
  private static final int CLIENTS = 32;
  private static final long PATIENCE_SECONDS = 300;

  private final Vertx vertx;
  private final HttpClient client;
  private final AtomicInteger numbers = new AtomicInteger();

  /** One call: where to, with which headers, and the question. */
  record Ask(URI gateway, Map<String, String> headers, Question question) {
    Ask {
      headers = Map.copyOf(headers);
    }
  }

  Crowd(Vertx vertx) {
    this.vertx = vertx;
    this.client =
        vertx
            .httpClientBuilder()
            .with(new HttpClientOptions().setKeepAlive(true))
            .with(new PoolOptions().setHttp1MaxSize(CLIENTS))
            .build();
  }

  /** A number no question had before. */
  int nextNumber() {
    return numbers.getAndIncrement();
  }

  /** Asks that many questions, made from 0 on, and answers what came, in their order. */
  List<Answer> ask(int count, IntFunction<Ask> asks) throws Exception {
    AtomicInteger next = new AtomicInteger();
    AtomicReferenceArray<Answer> answers = new AtomicReferenceArray<>(count);
    List<Future<Void>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(onAnEventLoop(() -> askOn(count, next, asks, answers)));
    }
    Future.join(clients).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return IntStream.range(0, count).mapToObj(answers::get).toList();
  }

  private <T> Future<T> onAnEventLoop(Supplier<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    vertx.runOnContext(now -> work.get().onComplete(promise));
    return promise.future();
  }

  private Future<Void> askOn(
      int count, AtomicInteger next, IntFunction<Ask> asks, AtomicReferenceArray<Answer> answers) {
    int turn = next.getAndIncrement();
    return turn >= count
        ? Future.succeededFuture()
        : one(asks.apply(turn))
            .compose(
                answer -> {
                  answers.set(turn, answer);
                  return askOn(count, next, asks, answers);
                });
  }

  /** Asks for as long as that holds, and then answers what came. */
  Future<List<Answer>> askWhile(BooleanSupplier goOn, IntFunction<Ask> asks) {
    List<Future<List<Answer>>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS / 4; i++) {
      clients.add(onAnEventLoop(() -> askOnWhile(goOn, asks, new ArrayList<>())));
    }
    return Future.join(clients)
        .map(all -> clients.stream().flatMap(one -> one.result().stream()).toList());
  }

  private Future<List<Answer>> askOnWhile(
      BooleanSupplier goOn, IntFunction<Ask> asks, List<Answer> sofar) {
    return !goOn.getAsBoolean()
        ? Future.succeededFuture(sofar)
        : one(asks.apply(nextNumber()))
            .compose(
                answer -> {
                  sofar.add(answer);
                  return askOnWhile(goOn, asks, sofar);
                });
  }

  /** One question; the future never fails. */
  Future<Answer> one(Ask ask) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(ask.gateway().getHost())
            .setPort(ask.gateway().getPort())
            .setURI("/v1/chat/completions")
            .putHeader("content-type", "application/json");
    ask.headers().forEach(options::putHeader);
    return client
        .request(options)
        .compose(request -> request.send(ask.question().body()))
        .compose(response -> whole(ask.question(), response)) // at once, or bytes are lost
        .otherwise(failure -> new Answer(ask.question(), 0, "", failure.toString()));
  }

  private static Future<Answer> whole(Question question, HttpClientResponse response) {
    String upstream = response.getHeader("x-understudy-upstream");
    return response
        .body()
        .map(
            body ->
                new Answer(
                    question,
                    response.statusCode(),
                    upstream == null ? "" : upstream,
                    body.toString()));
  }
}
