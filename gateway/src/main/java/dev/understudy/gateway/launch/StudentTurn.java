package dev.understudy.gateway.launch;

import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import dev.understudy.gateway.downstream.Failure;
import dev.understudy.gateway.relay.Asking;
import dev.understudy.gateway.relay.Call;
import dev.understudy.gateway.relay.Forwarding;
import dev.understudy.gateway.relay.Witness;
import dev.understudy.gateway.student.Guard;
import dev.understudy.gateway.student.Screen;
import dev.understudy.gateway.student.StudentHeaders;
import dev.understudy.gateway.tap.BodyTap;
import dev.understudy.gateway.tap.Facts;
import dev.understudy.gateway.tap.Recorder;
import dev.understudy.gateway.upstream.UpstreamClient;
import dev.understudy.rules.request.ModelMember;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A student's turn at a client's request. Its answer is screened before anything of it is sent; as
 * long as nothing was, whatever goes wrong ends with the teacher being asked. From the first byte
 * on it is carried like a teacher's, and a break is visible. Lives on one event loop.
 */
final class StudentTurn implements Asking.Listener {
  private final Call call;
  private final Guard guard;
  private final Screen screen;
  private final Consumer<String> fallback;
  private final Consumer<Boolean> done;
  private @Nullable Asking asking;
  private @Nullable HttpClientResponse head;
  private boolean over;

  private StudentTurn(
      Call call, Guard guard, boolean stream, Consumer<String> fallback, Consumer<Boolean> done) {
    this.call = call;
    this.guard = guard;
    this.screen = new Screen(stream);
    this.fallback = fallback;
    this.done = done;
  }

  /**
   * Lets the student answer.
   *
   * @param call the call, whose body was taken in whole
   * @param client the connections to students
   * @param guard whose leave was given already
   * @param stream whether the client asked for a stream
   * @param fallback called where the teacher must be asked instead, with the reason in a word
   * @param done hears whether it failed, once; not where the client left
   */
  static void start(
      Call call,
      UpstreamClient client,
      Guard guard,
      boolean stream,
      Consumer<String> fallback,
      Consumer<Boolean> done) {
    StudentTurn turn = new StudentTurn(call, guard, stream, fallback, done);
    call.request().response().exceptionHandler(gone -> turn.clientLeft());
    byte[] body = call.taken().bytes().getBytes();
    String model = call.to().model();
    turn.asking =
        Asking.start(
            call.lane(),
            client,
            call.to(),
            call.request().method(),
            call.to().origin().target(Exchange.pathOf(call.request().uri())),
            StudentHeaders.of(
                call.request().headers(), call.to(), call.facts().requestId(), "serving"),
            Buffer.buffer(model == null ? body : ModelMember.replaced(body, model)),
            turn);
  }

  @Override
  public void answered(HttpClientResponse answer) {
    head = answer;
    judge(screen.head(answer.statusCode(), answer.headers()), false);
  }

  @Override
  public void piece(Buffer piece) {
    judge(screen.piece(piece), false);
  }

  @Override
  public void ended() {
    judge(screen.end(), true);
  }

  @Override
  public void failed(Failure why) {
    fallBack(why.code(), why.isTimeout() ? Outcome.TIMEOUT : Outcome.UPSTREAM_ERROR);
  }

  private void judge(Screen.Look look, boolean ended) {
    switch (look) {
      case WAIT -> {}
      case SERVE -> serve();
      case REFUSE -> {
        if (asking != null && !ended) {
          asking.cancel();
        }
        boolean status = head != null && head.statusCode() != 200;
        fallBack(
            status && head != null ? "status_" + head.statusCode() : "unusable_answer",
            Outcome.COMPLETE);
      }
    }
  }

  private void serve() {
    Asking asked = asking;
    if (over || asked == null) {
      return;
    }
    over = true;
    Witness served =
        new Witness() {
          @Override
          public void settled(Exchange exchange) {
            ended(exchange);
          }
        };
    Forwarding.carryOn(
        new Call(
            call.lane(),
            call.request(),
            call.receivedNanos(),
            call.taken(),
            call.facts(),
            call.to(),
            served,
            null),
        asked,
        screen.held());
  }

  private void ended(Exchange exchange) {
    switch (exchange.outcome()) {
      case COMPLETE -> {
        guard.succeeded(exchange.duration().toNanos());
        done.accept(false);
      }
      case CLIENT_GONE, REFUSED -> guard.abandoned();
      case UPSTREAM_ERROR, UPSTREAM_TRUNCATED, TIMEOUT -> {
        guard.failed(exchange.duration().toNanos());
        done.accept(true);
      }
    }
  }

  private void clientLeft() {
    if (over) {
      return;
    }
    over = true;
    if (asking != null) {
      asking.cancel();
    }
    guard.abandoned();
    record(call.facts(), Outcome.CLIENT_GONE, null);
  }

  private void fallBack(String reason, Outcome outcome) {
    if (over) {
      return;
    }
    over = true;
    guard.failed(sinceReceived().toNanos());
    record(call.facts().as(Role.ESCALATED), outcome, reason);
    done.accept(true);
    fallback.accept(reason);
  }

  private Duration sinceReceived() {
    return Duration.ofNanos(System.nanoTime() - call.receivedNanos());
  }

  private void record(Facts facts, Outcome outcome, @Nullable String error) {
    Recorder recorder = call.lane().recorder();
    BodyTap asked = recorder.tap(Recorder.contentType(call.request().headers()));
    asked.copy(call.taken().bytes());
    HttpClientResponse answer = head;
    BodyTap answered = recorder.tap(answer == null ? null : Recorder.contentType(answer.headers()));
    answered.copy(screen.held());
    long firstByteNanos = asking == null ? 0 : asking.firstByteNanos();
    recorder.record(
        facts,
        call.request(),
        asked,
        answer == null ? 0 : answer.statusCode(),
        answer == null ? null : answer.headers(),
        answered,
        new Recorder.Ending(
            outcome,
            error,
            firstByteNanos == 0 ? null : Duration.ofNanos(firstByteNanos - call.receivedNanos()),
            sinceReceived()),
        receipt -> {});
  }
}
