package dev.understudy.student.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.student.model.Model;
import dev.understudy.student.model.Reply;
import dev.understudy.student.serving.batch.Answered;
import dev.understudy.student.serving.batch.Asked;
import dev.understudy.student.serving.batch.Desk;
import dev.understudy.student.serving.batch.NotTaken;
import dev.understudy.student.serving.chat.ChatRequest;
import dev.understudy.student.serving.chat.Completion;
import dev.understudy.student.serving.chat.Refusal;
import dev.understudy.student.serving.chat.Schemas;
import dev.understudy.student.serving.shelf.Shelf;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Answers {@code POST /v1/chat/completions}. */
final class ChatCompletions {
  /** Larger bodies are read off the event loop; smaller ones take well below a millisecond. */
  private static final int LARGE_BYTES = 64 << 10;

  private static final String BODY_TIMER = "understudy.body.timer";

  private final Vertx vertx;
  private final Shelf shelf;
  private final Duration timeout;
  private final BooleanSupplier complete;
  private final Schemas schemas = new Schemas();

  /**
   * Answers from a shelf.
   *
   * @param timeout how long a request may take
   * @param complete whether all models were loaded once; until then one may be missing for the time
   *     being
   */
  ChatCompletions(Vertx vertx, Shelf shelf, Duration timeout, BooleanSupplier complete) {
    this.vertx = vertx;
    this.shelf = shelf;
    this.timeout = timeout;
    this.complete = complete;
  }

  /** Lets requests pass whose body is JSON by its header fields, as it is taken for that. */
  static void checkType(RoutingContext call) {
    HttpServerRequest request = call.request();
    String type = request.getHeader("content-type");
    String bare = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!bare.isEmpty() && !bare.equals("application/json")) {
      throw Refusal.unsupportedMediaType("Unsupported content type: expected application/json.");
    }
    String coding = request.getHeader("content-encoding");
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      throw Refusal.unsupportedMediaType(
          "Unsupported content encoding: send the body as it is, without one.");
    }
    call.next();
  }

  /** Gives a request's body as long to come as its answer may take. */
  void awaitBody(RoutingContext call) {
    long timer =
        vertx.setTimer(
            timeout.toMillis(),
            late -> {
              Answers.lastOnItsConnection(call);
              call.addEndHandler(ended -> cutOff(call.request()));
              call.fail(Refusal.slowBody(timeout));
            });
    call.put(BODY_TIMER, timer);
    call.addEndHandler(ended -> vertx.cancelTimer(timer));
    call.next();
  }

  /** Else the connection would go on to wait for the body. */
  private static void cutOff(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2) {
      request.connection().close();
    }
  }

  /** Answers one request whose body has been read. */
  void handle(RoutingContext call) {
    vertx.cancelTimer(call.get(BODY_TIMER, -1L));
    if (isOver(call)) {
      return;
    }
    Buffer body = call.body().buffer();
    read(body == null ? Buffer.buffer() : body)
        .compose(
            request ->
                ask(call, request)
                    .compose(answered -> composed(request, answered))
                    .onSuccess(completion -> send(call, request, completion)))
        .onFailure(call::fail);
  }

  /** Whether it was refused meanwhile, or the client is gone. */
  private static boolean isOver(RoutingContext call) {
    return call.failed() || call.response().ended() || call.response().closed();
  }

  private Future<ChatRequest> read(Buffer body) {
    byte[] bytes = body.getBytes();
    return bytes.length > LARGE_BYTES || hasSchema(bytes)
        ? vertx.executeBlocking(() -> ChatRequest.read(bytes, schemas), false)
        : Future.succeededFuture(ChatRequest.read(bytes, schemas));
  }

  /** Whether there may be a schema to be made ready, which takes long at first. */
  private static boolean hasSchema(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains("json_schema");
  }

  private Future<Answered> ask(RoutingContext call, ChatRequest request) {
    if (isOver(call)) { // while the body was read elsewhere
      return Future.failedFuture(Refusal.unavailable("The client is gone."));
    }
    Desk desk = desk(request.model());
    CallMeters.isFor(call, request.model());
    Asked asked;
    try {
      asked = desk.ask(request.question());
    } catch (NotTaken notTaken) {
      return Future.failedFuture(refusal(notTaken, desk));
    }
    call.addEndHandler(ended -> desk.withdraw(asked, Desk.Withdrawal.CLIENT_GONE));
    return answer(desk, asked);
  }

  private Desk desk(String model) {
    return shelf
        .desk(model)
        .orElseThrow(
            () ->
                complete.getAsBoolean()
                    ? Refusal.unknownModel(model)
                    : Refusal.unavailable("The models are being loaded."));
  }

  /** The answer on the caller's event loop, or a refusal once the deadline has passed. */
  private Future<Answered> answer(Desk desk, Asked asked) {
    Promise<Answered> promise = Promise.promise();
    Context here = vertx.getOrCreateContext();
    long timer =
        vertx.setTimer(
            timeout.toMillis(),
            late -> {
              desk.withdraw(asked, Desk.Withdrawal.EXPIRED);
              promise.tryFail(Refusal.expired(timeout, desk.patience()));
            });
    var unused =
        asked
            .answer()
            .whenComplete(
                (answered, failure) ->
                    here.runOnContext(
                        on -> {
                          vertx.cancelTimer(timer);
                          if (failure == null) {
                            promise.tryComplete(answered);
                          } else {
                            promise.tryFail(refusal(failure, desk));
                          }
                        }));
    return promise.future();
  }

  private static Refusal refusal(Throwable failure, Desk desk) {
    if (!(failure instanceof NotTaken notTaken)) {
      return Refusal.failed(); // the desk has logged it
    }
    return switch (notTaken.reason()) {
      case FULL -> Refusal.queueFull(desk.identity().name(), desk.patience());
      case CLOSED -> Refusal.unavailable("The server is stopping.");
    };
  }

  private Future<Completion> composed(ChatRequest request, Answered answered) {
    return request.format().isCostly()
        ? vertx.executeBlocking(() -> completion(request, answered), false)
        : Future.succeededFuture(completion(request, answered));
  }

  private static Completion completion(ChatRequest request, Answered answered) {
    return new Completion(
        "chatcmpl-" + UUID.randomUUID().toString().replace("-", ""),
        Instant.now().getEpochSecond(),
        request,
        answered.reply(),
        answered.by());
  }

  /** Sends an answer; where the client is gone there is nobody to send it to. */
  private static void send(RoutingContext call, ChatRequest request, Completion completion) {
    if (isOver(call)) {
      return;
    }
    HttpServerResponse response = call.response();
    sign(response, completion);
    if (request.stream()) {
      sendStream(response, completion);
    } else {
      Answers.json(call, 200, completion.whole());
    }
  }

  private static void sign(HttpServerResponse response, Completion completion) {
    Model.Identity by = completion.by();
    Reply reply = completion.reply();
    response
        .putHeader("x-understudy-student", by.name() + "/" + by.version())
        .putHeader(
            "x-understudy-confidence", String.format(Locale.ROOT, "%.6f", reply.confidence()));
    if (reply.truncated()) {
      response.putHeader("x-understudy-truncated", "true");
    }
  }

  /** All events at once: a student knows its whole answer when it knows anything. */
  private static void sendStream(HttpServerResponse response, Completion completion) {
    Buffer events = Buffer.buffer();
    for (ObjectNode chunk : completion.chunks()) {
      events.appendString("data: ").appendString(chunk.toString()).appendString("\n\n");
    }
    response
        .setChunked(true)
        .putHeader("content-type", "text/event-stream; charset=utf-8")
        .putHeader("cache-control", "no-cache")
        .end(events.appendString("data: [DONE]\n\n"));
  }
}
