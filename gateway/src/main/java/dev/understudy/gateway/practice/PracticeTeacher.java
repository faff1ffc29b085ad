package dev.understudy.gateway.practice;

import dev.understudy.rules.yaml.HostPort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running practice teacher: a server that answers as recorded. */
public final class PracticeTeacher {
  private static final Logger LOG = LoggerFactory.getLogger(PracticeTeacher.class);
  private static final long MAX_BODY_BYTES = 64L << 20;
  private static final int MAX_HEADER_BYTES = 64 << 10;

  private final HttpServer server;
  private final CallsInFlight calls;

  private PracticeTeacher(HttpServer server, CallsInFlight calls) {
    this.server = server;
    this.calls = calls;
  }

  /**
   * Reads answers and serves them at a pace; the future fails when they cannot be read, or the
   * address is taken or not ours.
   *
   * @param name stands for the answers in messages
   * @param answers JSON lines, as the package describes them; the caller closes it
   * @param latency from a request to the first token
   * @param tokensPerSecond tokens per second after it; infinite says everything at once
   */
  public static Future<PracticeTeacher> start(
      Vertx vertx,
      String name,
      Reader answers,
      Duration latency,
      double tokensPerSecond,
      HostPort address) {
    AnswerBook book = new AnswerBook();
    try {
      AnswersFile.read(name, answers, book);
    } catch (IOException | UnreadableAnswers e) {
      return Future.failedFuture(e);
    }
    return start(vertx, book, new Pace(latency, tokensPerSecond), address);
  }

  /** Listens; the future fails when the address is taken or not ours. */
  static Future<PracticeTeacher> start(Vertx vertx, AnswerBook book, Pace pace, HostPort address) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setHandle100ContinueAutomatically(true);
    CallsInFlight calls = new CallsInFlight();
    return vertx
        .createHttpServer(options)
        .requestHandler(router(vertx, book, pace, calls))
        .listen(SocketAddress.inetSocketAddress(address.port(), address.host()))
        .map(server -> new PracticeTeacher(server, calls));
  }

  private static Router router(Vertx vertx, AnswerBook book, Pace pace, CallsInFlight calls) {
    ChatCompletions chat = new ChatCompletions(vertx, book, pace);
    Models models = new Models(book.models(), Instant.now().getEpochSecond());
    Router router = Router.router(vertx);
    router.route().handler(calls::enter);
    router.route().handler(PracticeTeacher::sign);
    router
        .post("/v1/chat/completions")
        .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
        .handler(chat::handle);
    router.get("/v1/models").handler(models::list);
    router.get("/v1/models/:id").handler(models::one);
    router.route().failureHandler(PracticeTeacher::refuse);
    router.errorHandler(404, PracticeTeacher::refuse);
    router.errorHandler(405, PracticeTeacher::refuse);
    return router;
  }

  private static void sign(RoutingContext context) {
    context.response().putHeader("x-request-id", "req_" + UUID.randomUUID());
    context.next();
  }

  private static void refuse(RoutingContext context) {
    Refusal refusal = refusal(context);
    if (refusal.status() >= 500) {
      LOG.atError().setCause(context.failure()).log("practice teacher failed to answer");
    }
    if (!context.response().ended() && !context.response().closed()) {
      context
          .response()
          .setStatusCode(refusal.status())
          .putHeader("content-type", "application/json")
          .end(refusal.toJson().toString());
    }
  }

  private static Refusal refusal(RoutingContext context) {
    if (context.failure() instanceof Refusal refusal) {
      return refusal;
    }
    HttpMethod method = context.request().method();
    return switch (context.statusCode()) {
      case 404 ->
          Refusal.http(404, "Invalid URL (" + method + " " + context.request().path() + ")");
      case 405 -> Refusal.http(405, "Not allowed to " + method + " on " + context.request().path());
      case 413 -> Refusal.http(413, "Request body is larger than " + MAX_BODY_BYTES + " bytes.");
      default -> Refusal.http(500, "The practice teacher failed; its log says why.");
    };
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Refuses new calls, lets those in flight end within a deadline, then closes. */
  public Future<Void> stop(Duration deadline) {
    return calls
        .stop()
        .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .transform(idleOrLate -> server.close());
  }
}
