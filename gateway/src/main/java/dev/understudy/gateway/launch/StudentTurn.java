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
import dev.understudy.gateway.student.Screening;
import dev.understudy.gateway.student.StudentHeaders;
import dev.understudy.gateway.tap.BodyTap;
import dev.understudy.gateway.tap.Facts;
import dev.understudy.gateway.tap.Recorder;
import dev.understudy.gateway.upstream.Deadlines;
import dev.understudy.gateway.upstream.UpstreamClient;
import dev.understudy.rules.Hybrid.Hold;
import dev.understudy.rules.request.ModelMember;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A student's turn at a client's request. Its answer is screened before anything of it is sent; as
 * long as nothing was, whatever goes wrong ends with the teacher being asked. From the first byte
 * on it is carried like a teacher's, and a break is visible. Lives on one event loop.
 *
 * <pre>
 *   SCREENING ──▶ SERVED       its answer is on its way to the client
 *       │  │ ▲
 *       │  │ └──▶ ASKING       moderators are asked about an answer that has ended
 *       │  │
 *       │  └────▶ WITHHELD     the teacher is asked; the rest of the answer is kept for the record
 *       │             │
 *       └─────────────┴──▶ OVER
 * </pre>
 */
final class StudentTurn extends Deadlines.Timed implements Asking.Listener {
  private enum State {
    SCREENING,
    ASKING,
    SERVED,
    WITHHELD,
    OVER
  }

  /** Hears how the turn goes. */
  interface Listener {
    /** The teacher must be asked, as the student failed; the reason in a word. */
    void failed(String reason);

    /** The teacher must be asked, as the answer is not good enough; the reason in a word. */
    void withheld(String reason);

    /** A withheld answer, which is whole, is on its way into the capture. */
    void recorded(Exchange withheld);

    /** The student's call is over; not told where the client left. */
    void over(boolean failed);
  }

  private final Call call;
  private final Guard guard;
  private final Screening screening;
  private final Listener listener;
  private @Nullable Asking asking;
  private @Nullable HttpClientResponse head;
  private State state = State.SCREENING;

  private StudentTurn(Call call, Guard guard, Screening screening, Listener listener) {
    this.call = call;
    this.guard = guard;
    this.screening = screening;
    this.listener = listener;
  }

  /**
   * Lets the student answer.
   *
   * @param call the call, whose body was taken in whole
   * @param client the connections to students
   * @param guard whose leave was given already
   * @param screening decides whether its answer is served
   */
  static void start(
      Call call, UpstreamClient client, Guard guard, Screening screening, Listener listener) {
    StudentTurn turn = new StudentTurn(call, guard, screening, listener);
    call.request().response().exceptionHandler(gone -> turn.clientLeft());
    byte[] body = call.taken().bytes().getBytes();
    String model = call.to().model();
    if (screening.patience() != null) {
      call.lane().deadlines().add(turn);
    }
    MultiMap headers =
        StudentHeaders.of(call.request().headers(), call.to(), call.facts().requestId(), "serving");
    call.facts().trace().tell(headers);
    turn.asking =
        Asking.start(
            call.lane(),
            client,
            call.to(),
            call.request().method(),
            call.to().origin().target(Exchange.pathOf(call.request().uri())),
            headers,
            Buffer.buffer(model == null ? body : ModelMember.replaced(body, model)),
            turn);
  }

  @Override
  public void answered(HttpClientResponse answer) {
    head = answer;
    if (state == State.SCREENING) {
      judge(screening.head(answer.statusCode(), answer.headers()), false);
    }
  }

  @Override
  public void piece(Buffer piece) {
    if (state == State.SCREENING) {
      judge(screening.piece(piece), false);
    } else if (state == State.WITHHELD) {
      screening.keep(piece);
      cutIfTooLong();
    }
  }

  @Override
  public void ended() {
    if (state == State.SCREENING) {
      judge(screening.end(), true);
    } else if (state == State.WITHHELD) {
      finishWithheld();
    }
  }

  @Override
  public void failed(Failure why) {
    Outcome outcome = why.isTimeout() ? Outcome.TIMEOUT : Outcome.UPSTREAM_ERROR;
    if (state == State.SCREENING) {
      guard.failed(sinceReceived().toNanos());
      fallBack(why.code(), outcome);
    } else if (state == State.WITHHELD) {
      close();
      guard.failed(sinceReceived().toNanos());
      record(call.facts().as(Role.ESCALATED), outcome, why.code());
      listener.over(true);
    }
  }

  @Override
  protected void look(long now) {
    Duration patience = screening.patience();
    if (state == State.SCREENING
        && asking != null
        && patience != null
        && now - asking.startedNanos() > patience.toNanos()) {
      judge(screening.late(), false);
    }
  }

  private void judge(Screening.Look look, boolean ended) {
    switch (look) {
      case WAIT -> {}
      case SERVE -> serve();
      case ASK -> ask();
      case WITHHOLD -> withhold(ended);
      case REFUSE -> {
        if (asking != null && !ended) {
          asking.cancel();
        }
        HttpClientResponse answer = head;
        if (answer != null && answer.statusCode() != 200) {
          guard.answered(answer.statusCode(), sinceReceived().toNanos());
          fallBack("status_" + answer.statusCode(), Outcome.COMPLETE);
        } else {
          guard.failed(sinceReceived().toNanos());
          fallBack("unusable_answer", Outcome.COMPLETE);
        }
      }
    }
  }

  private void ask() {
    state = State.ASKING;
    call.lane().deadlines().remove(this); // whoever is asked has no more than what is left
    screening
        .ask(left())
        .onSuccess(
            look -> {
              if (state == State.ASKING) {
                state = State.SCREENING;
                judge(look, true);
              }
            });
  }

  private Duration left() {
    Duration patience = screening.patience();
    if (patience == null || asking == null) {
      return Hold.USUAL.time();
    }
    Duration left = patience.minusNanos(System.nanoTime() - asking.startedNanos());
    return left.toMillis() < 1 ? Duration.ofMillis(1) : left;
  }

  /** The client waits for the teacher from now on; what still comes is for the record alone. */
  private void withhold(boolean ended) {
    state = State.WITHHELD;
    call.lane().deadlines().remove(this);
    listener.withheld(screening.reason());
    if (ended) {
      finishWithheld();
    } else {
      cutIfTooLong();
    }
  }

  private void finishWithheld() {
    close();
    Exchange escalated =
        record(call.facts().as(Role.ESCALATED), Outcome.COMPLETE, screening.reason());
    boolean failed = escalated.status() != 200; // withheld before it was known
    guard.answered(escalated.status(), sinceReceived().toNanos());
    if (!failed) {
      listener.recorded(escalated);
    }
    listener.over(failed);
  }

  private void cutIfTooLong() {
    if (screening.held().length() > screening.mostBytes()) {
      close();
      if (asking != null) {
        asking.cancel();
      }
      guard.succeeded(sinceReceived().toNanos()); // so far; it is we who hear no more of it
      record(call.facts().as(Role.ESCALATED), Outcome.UPSTREAM_TRUNCATED, screening.reason());
      listener.over(false);
    }
  }

  private void close() {
    state = State.OVER;
    call.lane().deadlines().remove(this);
  }

  private void serve() {
    Asking asked = asking;
    if (asked == null) {
      return;
    }
    close();
    state = State.SERVED;
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
            call.witness().and(served),
            null,
            null),
        asked,
        screening.held());
  }

  private void ended(Exchange exchange) {
    switch (exchange.outcome()) {
      case COMPLETE -> {
        guard.succeeded(exchange.duration().toNanos());
        listener.over(false);
      }
      case CLIENT_GONE, REFUSED -> guard.abandoned();
      case UPSTREAM_ERROR, UPSTREAM_TRUNCATED, TIMEOUT -> {
        guard.failed(exchange.duration().toNanos());
        listener.over(true);
      }
    }
  }

  private void clientLeft() {
    if (state != State.SCREENING && state != State.ASKING) {
      return;
    }
    close();
    if (asking != null) {
      asking.cancel();
    }
    guard.abandoned();
    record(call.facts(), Outcome.CLIENT_GONE, null);
  }

  private void fallBack(String reason, Outcome outcome) {
    close();
    record(call.facts().as(Role.ESCALATED), outcome, reason);
    listener.over(true);
    listener.failed(reason);
  }

  private Duration sinceReceived() {
    return Duration.ofNanos(System.nanoTime() - call.receivedNanos());
  }

  private Exchange record(Facts facts, Outcome outcome, @Nullable String error) {
    Recorder recorder = call.lane().recorder();
    BodyTap asked = recorder.tap(Recorder.contentType(call.request().headers()));
    asked.copy(call.taken().bytes());
    HttpClientResponse answer = head;
    BodyTap answered = recorder.tap(answer == null ? null : Recorder.contentType(answer.headers()));
    answered.copy(screening.held());
    long firstByteNanos = asking == null ? 0 : asking.firstByteNanos();
    return recorder.record(
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
