package dev.understudy.gateway.relay;

import dev.understudy.exchange.Outcome;
import dev.understudy.gateway.config.CaptureSettings.OnTrouble;
import dev.understudy.gateway.config.GatewayConfig.OnClientGone;
import dev.understudy.gateway.config.Timeouts;
import dev.understudy.gateway.downstream.Failure;
import dev.understudy.gateway.downstream.Refusals;
import dev.understudy.gateway.output.AnswerHold;
import dev.understudy.gateway.tap.BodyTap;
import dev.understudy.gateway.tap.Recorder;
import dev.understudy.gateway.upstream.Deadlines;
import dev.understudy.gateway.upstream.Origin;
import dev.understudy.gateway.upstream.UpstreamClient;
import dev.understudy.sink.capture.Receipt;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request forwarded to one upstream, and its answer carried back.
 *
 * <pre>
 *   CONNECTING ──▶ WAITING ──▶ ANSWERING ──▶ SETTLING ──▶ OVER
 *        │            │          │ │            ▲ ▲
 *        │            │          │ └─▶ JUDGING ─┘ │
 *        └────────────┴──────────┴────────────────┘   failure, client gone: recorded as such
 * </pre>
 *
 * CONNECTING waits for a connection, WAITING for the answer's head, ANSWERING carries the body,
 * JUDGING waits for what a moderator says of a whole answer that is held back, SETTLING waits until
 * the record is safe before the last bytes go out. Nothing is ever sent twice. Lives on one event
 * loop.
 */
public final class Forwarding extends Deadlines.Timed implements AnswerPump.Listener {
  private static final long HOLD_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LINGER_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long HTTP2_CANCEL = 8; // RFC 9113, section 7

  private enum State {
    CONNECTING,
    WAITING,
    ANSWERING,
    JUDGING,
    SETTLING,
    OVER
  }

  private final Call call;
  private final Lane lane;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Origin origin;
  private final Timeouts timeouts;
  private final long receivedNanos;
  private final long startedNanos = System.nanoTime();
  private final BodyTap requestTap;
  private final RequestPump requestPump;
  private State state = State.CONNECTING;
  private @Nullable HttpClientRequest upstreamRequest;
  private @Nullable HttpClientResponse upstreamResponse;
  private @Nullable BodyTap responseTap;
  private @Nullable AnswerPump answerPump;
  private @Nullable Failure failure;
  private boolean clientGone;
  private long sentNanos;
  private long firstByteNanos;
  private long movedNanos;
  private long settlingNanos;

  private Forwarding(Call call) {
    this.call = call;
    this.lane = call.lane();
    this.request = call.request();
    this.response = request.response();
    this.origin = call.to().origin();
    this.timeouts = call.to().timeouts();
    this.receivedNanos = call.receivedNanos();
    this.requestTap = lane.recorder().tap(Recorder.contentType(request.headers()));
    Long limit = lane.config().limits().bodyBytes();
    this.requestPump =
        new RequestPump(
            request,
            call.taken(),
            requestTap,
            limit == null ? Long.MAX_VALUE : limit,
            () -> fail(Failure.BODY_TOO_LARGE),
            () -> call.witness().sent(requestTap));
  }

  /** Forwards a request. */
  public static void start(Call call) {
    new Forwarding(call).start();
  }

  /**
   * Carries an answer that has begun already to the client.
   *
   * @param asked what was asked, and was answered
   * @param begun what came of the answer's body so far
   */
  public static void carryOn(Call call, Asking asked, Buffer begun) {
    new Forwarding(call).carryOn(asked, begun);
  }

  private void start() {
    begin();
    call.holdBody();
    if (requestPump.isAnnouncedTooLarge()) {
      fail(Failure.BODY_TOO_LARGE);
      return;
    }
    lane.meters().connecting();
    lane.client()
        .open(origin, request.method(), origin.target(request.uri()), timeouts.connect())
        .onComplete(this::connected);
  }

  private void begin() {
    lane.meters().started();
    lane.deadlines().add(this);
    movedNanos = startedNanos;
    call.nameAnswer();
    response.exceptionHandler(this::clientBroke);
  }

  private void carryOn(Asking asked, Buffer begun) {
    begin();
    requestPump.pass();
    upstreamRequest = asked.request();
    sentNanos = asked.sentNanos();
    firstByteNanos = asked.firstByteNanos();
    AnswerPump pump = answerWith(asked.handOver(new Heir()));
    pump.goOn(begun, asked.isEnded());
  }

  private void connected(AsyncResult<HttpClientRequest> connection) {
    lane.meters().connected();
    if (state != State.CONNECTING) { // the client left meanwhile
      if (connection.succeeded()) {
        connection.result().reset(HTTP2_CANCEL);
      }
      return;
    }
    if (connection.failed()) {
      fail(UpstreamClient.whyNotConnected(connection.cause()));
      return;
    }
    state = State.WAITING;
    HttpClientRequest upstream = connection.result();
    upstreamRequest = upstream;
    Headers.copyRequest(request.headers(), upstream.headers(), call.to());
    call.facts().trace().tell(upstream.headers());
    upstream.exceptionHandler(broken -> fail(Failure.UPSTREAM_BROKEN));
    upstream.continueHandler(go -> response.writeContinue());
    upstream.earlyHintsHandler(response::writeEarlyHints);
    upstream.response().onComplete(this::answered);
    sentNanos = System.nanoTime();
    requestPump.start(upstream, lane.context());
  }

  private void answered(AsyncResult<HttpClientResponse> answer) {
    if (state != State.WAITING) {
      return;
    }
    if (answer.failed()) {
      fail(Failure.UPSTREAM_BROKEN);
      return;
    }
    AnswerPump pump = answerWith(answer.result());
    answer.result().exceptionHandler(broken -> fail(Failure.UPSTREAM_BROKEN));
    if (clientGone) {
      pump.cut(); // it runs to its end for the record alone
    }
    pump.start(lane.context());
  }

  private AnswerPump answerWith(HttpClientResponse upstream) {
    state = State.ANSWERING;
    upstreamResponse = upstream;
    BodyTap tap = lane.recorder().tap(Recorder.contentType(upstream.headers()));
    responseTap = tap;
    movedNanos = System.nanoTime();
    response.setStatusCode(upstream.statusCode());
    if (request.version() != HttpVersion.HTTP_2 && hasOwnReason(upstream)) {
      response.setStatusMessage(upstream.statusMessage());
    }
    Headers.copyResponse(upstream.headers(), response.headers());
    AnswerHold hold = call.hold();
    boolean holds = hold != null && hold.begins(upstream.statusCode(), upstream.headers());
    AnswerPump pump =
        new AnswerPump(upstream, response, request.method(), tap, holds ? hold : null, this);
    answerPump = pump;
    return pump;
  }

  private static boolean hasOwnReason(HttpClientResponse upstream) {
    String usual = HttpResponseStatus.valueOf(upstream.statusCode()).reasonPhrase();
    return upstream.statusMessage() != null && !upstream.statusMessage().equals(usual);
  }

  @Override
  public void began() {
    if (firstByteNanos == 0) {
      firstByteNanos = System.nanoTime();
    }
  }

  @Override
  public void moved() {
    movedNanos = System.nanoTime();
  }

  @Override
  public void withholding() {
    AnswerHold hold = call.hold();
    AnswerPump pump = answerPump;
    if (state == State.ANSWERING
        && hold != null
        && pump != null
        && pump.isWithholding()
        && hold.isOver(System.nanoTime())) {
      if (hold.refuses(false)) {
        fail(Failure.OUTPUT_REFUSED);
      } else {
        pump.letGo();
        hold.giveBack();
      }
    }
  }

  @Override
  public void complete() {
    if (state != State.ANSWERING) {
      return;
    }
    AnswerHold hold = call.hold();
    AnswerPump pump = answerPump;
    if (hold == null || pump == null || !pump.isWithholding()) {
      completed(false);
      return;
    }
    boolean refused = hold.refuses(true);
    Future<Boolean> asked = refused ? null : hold.asked();
    if (asked == null) {
      judged(pump, refused);
    } else {
      state = State.JUDGING;
      asked.onSuccess(
          flagged -> {
            if (state == State.JUDGING) {
              judged(pump, flagged);
            }
          });
    }
  }

  private void judged(AnswerPump pump, boolean refused) {
    if (!refused) {
      pump.letGo();
    }
    completed(refused && !clientGone);
  }

  private void completed(boolean refused) {
    beginSettling();
    if (refused) {
      failure = Failure.OUTPUT_REFUSED;
      settle(Outcome.REFUSED, Failure.OUTPUT_REFUSED.code());
    } else {
      settle(clientGone ? Outcome.CLIENT_GONE : Outcome.COMPLETE, null);
    }
    if (!requestPump.isFinished()) { // answered before it had all of the request
      requestPump.cut();
      cancelUpstream();
    }
  }

  /** Looks whether a deadline passed. */
  @Override
  protected void look(long now) {
    switch (state) {
      case CONNECTING -> {} // the connection has its own deadline
      case WAITING -> {
        if (now - startedNanos > timeouts.firstByte().toNanos()) {
          fail(Failure.FIRST_BYTE_TIMEOUT);
        }
      }
      case ANSWERING -> {
        if (now - movedNanos > timeouts.idle().toNanos()) {
          if (!response.closed() && response.writeQueueFull()) {
            clientLeft(); // it is the client that does not move
          } else {
            fail(Failure.IDLE_TIMEOUT);
          }
        } else if (answerPump != null && answerPump.isHolding() && now - movedNanos > HOLD_NANOS) {
          answerPump.releaseHeld();
        } else {
          withholding();
        }
      }
      case JUDGING -> {} // the moderator has its own deadline
      case SETTLING -> {
        if (now - settlingNanos > lane.config().capture().patience().toNanos()) {
          lane.meters().patienceEnded();
          finish(lane.config().capture().onTrouble() == OnTrouble.SERVE);
        }
      }
      case OVER -> {
        if (request.isEnded()) {
          lane.deadlines().remove(this);
        } else if (now - settlingNanos > LINGER_NANOS) {
          lane.deadlines().remove(this);
          request.connection().close();
        }
      }
    }
    Duration total = timeouts.total();
    if (total != null
        && state.compareTo(State.JUDGING) < 0
        && now - startedNanos > total.toNanos()) {
      fail(Failure.TOTAL_TIMEOUT);
    }
  }

  /** The client's connection broke, or what came over it cannot be read. */
  private void clientBroke(Throwable cause) {
    boolean unreadable =
        !(cause instanceof IOException
            || cause instanceof HttpClosedException
            || cause instanceof StreamResetException);
    if (unreadable && state.compareTo(State.SETTLING) < 0 && !response.headWritten()) {
      // At once, as the connection is closed behind this.
      clearAnswer(Failure.BAD_REQUEST);
      response.putHeader("connection", "close");
      Refusals.answer(response, Failure.BAD_REQUEST, "The request's body cannot be read.");
      fail(Failure.BAD_REQUEST);
    } else {
      clientLeft();
    }
  }

  private void clientLeft() {
    if (clientGone || state == State.OVER) {
      return;
    }
    clientGone = true;
    if (state == State.SETTLING) {
      return; // recorded already; there is nobody to send the last bytes to
    }
    boolean finishing =
        lane.config().onClientGone() == OnClientGone.FINISH
            && requestPump.isFinished()
            && state != State.CONNECTING;
    if (finishing) {
      if (answerPump != null) {
        answerPump.cut();
      }
      return;
    }
    beginSettling();
    cancelUpstream();
    settle(Outcome.CLIENT_GONE, null);
  }

  private void fail(Failure why) {
    boolean late = state == State.JUDGING && why == Failure.UPSTREAM_BROKEN; // all of it is here
    if (late || state.compareTo(State.SETTLING) >= 0) {
      return;
    }
    failure = why;
    boolean unread = upstreamRequest == null;
    beginSettling();
    cancelUpstream();
    requestPump.cut();
    if (unread) { // what is here of the request arrives at the tap now
      lane.context().runOnContext(soon -> settle(outcomeOf(why), why.code()));
    } else {
      settle(outcomeOf(why), why.code());
    }
  }

  /** To be called before a cancellation, which is heard of as a failure of the upstream. */
  private void beginSettling() {
    state = State.SETTLING;
    settlingNanos = System.nanoTime();
  }

  private Outcome outcomeOf(Failure why) {
    if (clientGone) {
      return Outcome.CLIENT_GONE;
    }
    if (why.isTimeout()) {
      return Outcome.TIMEOUT;
    }
    if (why.status() < 500 || why == Failure.OUTPUT_REFUSED) {
      return Outcome.REFUSED;
    }
    return responseTap != null && responseTap.length() > 0
        ? Outcome.UPSTREAM_TRUNCATED
        : Outcome.UPSTREAM_ERROR;
  }

  private void cancelUpstream() {
    if (upstreamRequest != null) {
      upstreamRequest.reset(HTTP2_CANCEL);
    }
  }

  private void settle(Outcome outcome, @Nullable String error) {
    call.settle(
        requestTap,
        upstreamResponse,
        responseTap,
        outcome,
        error,
        firstByteNanos,
        settlingNanos,
        receipt -> lane.context().runOnContext(now -> recorded(receipt)));
  }

  private void recorded(Receipt receipt) {
    if (state == State.SETTLING) {
      finish(receipt.isKept() || lane.config().capture().onTrouble() == OnTrouble.SERVE);
    }
  }

  private void finish(boolean mayServe) {
    state = State.OVER;
    lane.deadlines().remove(this);
    if (sentNanos != 0) {
      long added = sentNanos - receivedNanos + System.nanoTime() - settlingNanos;
      call.facts().trace().request().during(() -> lane.meters().added(added));
    }
    lane.meters().finished();
    if (call.hold() != null) {
      call.hold().giveBack();
    }
    if (clientGone || response.closed() || response.ended()) {
      ClientConnection.abandon(request);
      return;
    }
    Failure why = mayServe ? failure : Failure.CAPTURE_UNAVAILABLE;
    if (why == null && answerPump != null) {
      answerPump.release();
      closeUnlessReusable();
    } else if (why != null && !response.headWritten()) {
      clearAnswer(why);
      Refusals.answer(response, why, FailureMessages.of(why, origin, timeouts));
      closeUnlessReusable();
    } else {
      breakOff(why);
    }
  }

  /** Takes back what was set of an answer that will not be sent. */
  private void clearAnswer(Failure why) {
    response.headers().clear();
    call.nameAnswer();
    if (request.version() != HttpVersion.HTTP_2) {
      response.setStatusMessage(HttpResponseStatus.valueOf(why.status()).reasonPhrase());
    }
  }

  /** Ends an answer visibly broken: a cut connection, or a reset stream over HTTP/2. */
  private void breakOff(@Nullable Failure why) {
    if (answerPump != null) {
      if (why != Failure.CAPTURE_UNAVAILABLE) {
        answerPump.releaseHeld(); // else the client would have all of an answer without a record
      }
      answerPump.cut();
    }
    ClientConnection.breakOff(request);
  }

  /**
   * A body that still comes is thrown away for a while: closing at once would reset the connection,
   * and the client could lose the answer (RFC 9112, section 9.6).
   */
  private void closeUnlessReusable() {
    if (!ClientConnection.isReusable(request)) {
      request.connection().close();
    } else if (request.version() != HttpVersion.HTTP_2 && !request.isEnded()) {
      settlingNanos = System.nanoTime();
      lane.deadlines().add(this);
    }
  }

  /** Hears what still comes of an answer that somebody else asked for. */
  private final class Heir implements Asking.Listener {
    @Override
    public void answered(HttpClientResponse head) {} // it was, before

    @Override
    public void piece(Buffer piece) {
      if (answerPump != null) {
        answerPump.carry(piece);
      }
    }

    @Override
    public void ended() {
      if (answerPump != null) {
        answerPump.finish();
      }
    }

    @Override
    public void failed(Failure why) {
      fail(why);
    }
  }
}
