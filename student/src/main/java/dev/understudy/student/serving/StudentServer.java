package dev.understudy.student.serving;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.student.serving.chat.Refusal;
import dev.understudy.student.serving.shelf.Shelf;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: {@code /v1/chat/completions} and {@code /v1/models} as OpenAI's API has them;
 * {@code /healthz}, which answers 200 while the process lives; {@code /readyz}, which answers 200
 * once all models are loaded and warm and until the server stops, else 503; and {@code /metrics}
 * for Prometheus. HTTP/1.1, and HTTP/2 in clear text.
 */
public final class StudentServer {
  private static final Logger log = LoggerFactory.getLogger(StudentServer.class);
  private static final String CHAT = "/v1/chat/completions";

  /** Time to tell clients that they are refused as the server stops. */
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  private static final int MAX_HEADER_BYTES = 64 << 10;

  private final Vertx vertx;
  private final ServerSettings settings;
  private final Shelf shelf;
  private final PrometheusMeterRegistry registry;
  private final CallsInFlight calls;
  private final HttpServer server;
  private volatile boolean complete;

  private StudentServer(
      Vertx vertx, ServerSettings settings, Shelf shelf, PrometheusMeterRegistry registry) {
    this.vertx = vertx;
    this.settings = settings;
    this.shelf = shelf;
    this.registry = registry;
    this.calls = new CallsInFlight(registry);
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setMaxHeaderSize(MAX_HEADER_BYTES)
                    .setHandle100ContinueAutomatically(true))
            .requestHandler(router());
  }

  /**
   * Listens; the future fails when the address is taken or not ours. It is not ready before {@link
   * #loaded}.
   *
   * @param shelf the models; the server closes it as it stops
   */
  public static Future<StudentServer> listen(
      Vertx vertx, ServerSettings settings, Shelf shelf, PrometheusMeterRegistry registry) {
    StudentServer student = new StudentServer(vertx, settings, shelf, registry);
    return student
        .server
        .listen(SocketAddress.inetSocketAddress(settings.port(), settings.host()))
        .map(listening -> student);
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Says that all models were loaded: it is ready if there is one. */
  public void loaded() {
    complete = true;
  }

  /**
   * Is not ready any more, takes no new connections and calls, and lets those in flight be answered
   * within the deadline. What then still waits is refused; what is still computed is cut off.
   * Closes the models.
   */
  public Future<Void> stop(Duration deadline) {
    Future<Void> idle = calls.stop();
    Duration longest = deadline.plus(LAST_WORDS.multipliedBy(4)); // ended by the close below
    Future<Void> closing = server.shutdown(longest.toMillis(), TimeUnit.MILLISECONDS);
    return within(idle, deadline)
        .compose(idleOrLate -> vertx.executeBlocking(this::closeShelf, false))
        .transform(closed -> within(idle, LAST_WORDS))
        .transform(idleOrLate -> server.close())
        .transform(closed -> closing.otherwiseEmpty());
  }

  private static Future<Void> within(Future<Void> future, Duration time) {
    return future.timeout(time.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
  }

  private boolean closeShelf() {
    shelf.close(Duration.ZERO);
    return true;
  }

  private Router router() {
    Router router = Router.router(vertx);
    router.get("/healthz").handler(call -> Answers.json(call, 200, live()));
    router.get("/readyz").handler(this::ready);
    router.get("/metrics").handler(this::scrape);
    router.route("/v1/*").handler(calls::enter).handler(StudentServer::sign);
    CallMeters meters = new CallMeters(registry);
    ChatCompletions chat = new ChatCompletions(vertx, shelf, settings.timeout(), () -> complete);
    router
        .post(CHAT)
        .handler(meters::watch)
        .handler(ChatCompletions::checkType)
        .handler(chat::awaitBody);
    router
        .post(CHAT)
        .handler(BodyHandler.create(false).setBodyLimit(settings.limitBytes()))
        .handler(chat::handle);
    Models models = new Models(shelf);
    router.get("/v1/models").handler(models::list);
    router.get("/v1/models/:id").handler(models::one);
    router.route().failureHandler(this::refuse);
    router.errorHandler(404, this::refuse);
    router.errorHandler(405, this::refuse);
    return router;
  }

  private static void sign(RoutingContext call) {
    call.response().putHeader("x-request-id", "req_" + UUID.randomUUID());
    call.next();
  }

  private static ObjectNode live() {
    return JsonNodeFactory.instance.objectNode().put("live", true);
  }

  private void ready(RoutingContext call) {
    String reason =
        calls.isStopping()
            ? "stopping"
            : !complete
                ? "models are being loaded"
                : shelf.identities().isEmpty() ? "no model is loaded" : "";
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("ready", reason.isEmpty());
    if (!reason.isEmpty()) {
      answer.put("reason", reason);
    }
    Answers.json(call, reason.isEmpty() ? 200 : 503, answer);
  }

  /** Scraping walks all meters; it is done off the event loop. */
  private void scrape(RoutingContext call) {
    vertx
        .executeBlocking(() -> registry.scrape(), false)
        .onSuccess(
            text ->
                call.response()
                    .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                    .end(text))
        .onFailure(call::fail);
  }

  private void refuse(RoutingContext call) {
    Refusal refusal = refusal(call);
    if (refusal.status() == 500 && !(call.failure() instanceof Refusal)) {
      log.atError().setCause(call.failure()).log("a request could not be answered");
    }
    Answers.refusal(call, refusal);
  }

  private Refusal refusal(RoutingContext call) {
    if (call.failure() instanceof Refusal refusal) {
      return refusal;
    }
    HttpMethod method = call.request().method();
    return switch (call.statusCode()) {
      case 400 -> Refusal.http(400, "The request cannot be read.");
      case 404 -> Refusal.http(404, "Invalid URL (" + method + " " + call.request().path() + ")");
      case 405 -> Refusal.http(405, "Not allowed to " + method + " on " + call.request().path());
      case 413 ->
          Refusal.http(413, "Request body is larger than " + settings.limitBytes() + " bytes.");
      default -> Refusal.failed();
    };
  }
}
