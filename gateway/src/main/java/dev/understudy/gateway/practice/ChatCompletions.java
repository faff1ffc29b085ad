package dev.understudy.gateway.practice;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code POST /v1/chat/completions} out of an {@link AnswerBook}. */
final class ChatCompletions {
  private static final Logger LOG = LoggerFactory.getLogger(ChatCompletions.class);

  private final Vertx vertx;
  private final AnswerBook book;
  private final Pace pace;

  ChatCompletions(Vertx vertx, AnswerBook book, Pace pace) {
    this.vertx = vertx;
    this.book = book;
    this.pace = pace;
  }

  /** Answers one request whose body has been read. */
  void handle(RoutingContext context) {
    long arrived = System.nanoTime();
    Buffer body = context.body().buffer();
    ChatRequest request = ChatRequest.read(body == null ? new byte[0] : body.getBytes());
    RecordedAnswer answer =
        book.find(request.model(), request.turns())
            .orElseThrow(() -> Refusal.unknownPrompt(notFound(request)));
    LOG.atDebug()
        .addKeyValue("model", answer.model())
        .addKeyValue("stream", request.stream())
        .log("answering");
    usage(request, answer)
        .map(usage -> new Completion(newId(), Instant.now().getEpochSecond(), answer, usage))
        .onSuccess(completion -> send(context.response(), request, completion, arrived))
        .onFailure(context::fail);
  }

  private Future<TokensUsed> usage(ChatRequest request, RecordedAnswer answer) {
    return answer.usage() != null
        ? Future.succeededFuture(answer.usage())
        : vertx.executeBlocking(() -> TokenCounts.estimate(request.turns(), answer), false);
  }

  private void send(
      HttpServerResponse response, ChatRequest request, Completion completion, long arrived) {
    Duration spent = Duration.ofNanos(System.nanoTime() - arrived);
    if (request.stream()) {
      new StreamedAnswer(vertx, response, pace, completion, request.includeUsage())
          .start(pace.latency().minus(spent));
    } else {
      Duration whole = pace.wholeAnswer(completion.pieces(false).size()).minus(spent);
      sendWhole(response, completion, whole);
    }
  }

  private void sendWhole(HttpServerResponse response, Completion completion, Duration wait) {
    Buffer json = Buffer.buffer(completion.whole().toString());
    response.putHeader("content-type", "application/json");
    if (wait.toMillis() <= 0) {
      response.end(json);
      return;
    }
    long timer = vertx.setTimer(wait.toMillis(), due -> response.end(json));
    response.closeHandler(gone -> vertx.cancelTimer(timer));
    response.exceptionHandler(gone -> vertx.cancelTimer(timer));
  }

  private String notFound(ChatRequest request) {
    return ("No recorded answer to these %d messages. Looked for them under the model '%s', then"
            + " under any model, among %,d recorded answers. Add a line with these messages and an"
            + " answer to a file given with --answers, and start the practice teacher again.")
        .formatted(request.turns().size(), request.model(), book.size());
  }

  private static String newId() {
    return "chatcmpl-" + UUID.randomUUID().toString().replace("-", "");
  }
}
