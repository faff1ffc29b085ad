package dev.understudy.deploy.rollout;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A large or small model as a real server, which does as it is told and counts what it was asked.
 */
final class Model {
  /** What a model says when nothing is wrong with it. */
  static final String RIGHT = "yes";

  private final URI url;
  private final Set<Integer> asked = ConcurrentHashMap.newKeySet();
  private final AtomicLong calls = new AtomicLong();

  /** What a model does about one question. */
  @FunctionalInterface
  interface Conduct {
    void answer(Question question, HttpServerRequest request);
  }

  private Model(HttpServer server) {
    this.url = URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
  }

  /** Starts one on a free port; it ends with that Vert.x. */
  static Model that(Vertx vertx, Conduct conduct) {
    HttpServer server = vertx.createHttpServer();
    // asked through a holder, as the server listens before the model knows its port
    Model[] holder = new Model[1];
    server.requestHandler(
        request ->
            request.body().onSuccess(body -> holder[0].hear(body.toString(), request, conduct)));
    server.listen(0, "127.0.0.1").await();
    Model model = new Model(server);
    holder[0] = model;
    return model;
  }

  private void hear(String body, HttpServerRequest request, Conduct conduct) {
    Question question = Question.in(body);
    asked.add(question.number());
    calls.incrementAndGet();
    conduct.answer(question, request);
  }

  /** Its base URL. */
  URI url() {
    return url;
  }

  /** The numbers of all questions it was asked. */
  Set<Integer> asked() {
    return Set.copyOf(asked);
  }

  /** How often it was asked. */
  long calls() {
    return calls.get();
  }

  /** Always answers what is right. */
  static Conduct right(String name) {
    return (question, request) -> say(question, request, name, RIGHT);
  }

  /** Answers otherwise for each fifth question. */
  static Conduct wrongForEachFifth(String name) {
    return (question, request) ->
        say(question, request, name, question.number() % 5 == 3 ? "no" : RIGHT);
  }

  /** Takes the question and never says a thing. */
  static Conduct hanging() {
    return (question, request) -> {};
  }

  /** Says that it failed. */
  static Conduct failing() {
    return (question, request) ->
        request.response().setStatusCode(500).end("{\"error\":{\"message\":\"out of memory\"}}");
  }

  /** Says something that is no answer. */
  static Conduct babbling() {
    return (question, request) ->
        request
            .response()
            .putHeader("content-type", question.contentType())
            .end(question.stream() ? "data: <html>\n\n" : "<html>it works</html>");
  }

  /** Begins a good answer and cuts the connection. */
  static Conduct dying() {
    return (question, request) -> {
      String whole = question.answer("small", RIGHT);
      HttpServerResponse response = request.response();
      response.setChunked(true).putHeader("content-type", question.contentType());
      response
          .write(whole.substring(0, whole.length() / 2))
          .onComplete(written -> request.connection().close());
    };
  }

  private static void say(Question question, HttpServerRequest request, String name, String text) {
    request
        .response()
        .putHeader("content-type", question.contentType())
        .end(question.answer(name, text));
  }
}
