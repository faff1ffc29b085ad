package dev.understudy.gateway.rehearsal;

import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import dev.understudy.gateway.downstream.Failure;
import dev.understudy.gateway.downstream.RequestView;
import dev.understudy.gateway.relay.Asking;
import dev.understudy.gateway.relay.Witness;
import dev.understudy.gateway.rollout.Observation;
import dev.understudy.gateway.student.Guard;
import dev.understudy.gateway.student.Screen;
import dev.understudy.gateway.student.StudentHeaders;
import dev.understudy.gateway.tap.BodyTap;
import dev.understudy.gateway.tap.Facts;
import dev.understudy.gateway.tap.Recorder;
import dev.understudy.gateway.tracing.CallTrace;
import dev.understudy.gateway.upstream.Origin;
import dev.understudy.rules.decision.Decision;
import dev.understudy.rules.decision.Eligibility;
import dev.understudy.rules.decision.Withheld;
import dev.understudy.rules.request.ModelMember;
import dev.understudy.rules.request.RequestBody;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request asked once more, after the client's own was sent: of the student (a shadow) or of the
 * teacher (an echo). Recorded like any exchange and compared with the client's once both are over.
 * Lives on the client's event loop and can neither slow nor fail the client's call.
 */
final class Rehearsal implements Witness, Asking.Listener {
  private final Rehearsals rehearsals;
  private final RehearsalTerms terms;
  private final HttpServerRequest request;
  private final Facts facts;
  private @Nullable Asking asking;
  private @Nullable HttpClientResponse head;
  private @Nullable BodyTap asked;
  private @Nullable BodyTap answered;
  private @Nullable Exchange primary;
  private @Nullable Exchange other;
  private CallTrace trace = CallTrace.NONE;
  private @Nullable Double bucket;
  private boolean streamed;
  private boolean begun;
  private boolean over;

  Rehearsal(Rehearsals rehearsals, RehearsalTerms terms, HttpServerRequest request, Facts primary) {
    this.rehearsals = rehearsals;
    this.terms = terms;
    this.request = request;
    this.facts = primary;
    this.bucket = primary.bucket();
  }

  @Override
  public void sent(BodyTap body) {
    begun = true;
    NotMade why = begin(body);
    if (why != null) {
      terms.counters().notMade(why);
      if (why == NotMade.BREAKER_OPEN && terms.role() == Role.SHADOW) {
        // An answer that is missing because too many others were counts against the student.
        rehearsals
            .rollouts()
            .observe(
                terms.route(),
                terms.fingerprint(),
                bucket,
                Observation.called(true),
                System.currentTimeMillis());
      }
    }
  }

  @Override
  public void settled(Exchange exchange) {
    if (!begun) {
      begun = true;
      terms.counters().notMade(NotMade.PRIMARY_NOT_SENT);
    }
    boolean underWay = asking != null && !over;
    if (underWay || other != null) { // else there is nothing to compare with
      primary = exchange;
      compareOnceBothAreOver();
    }
  }

  private @Nullable NotMade begin(BodyTap tapped) {
    if (rehearsals.isStopping()) {
      return NotMade.STOPPING;
    }
    Guard.Refusal refusal = terms.guard().enter(); // first, as it costs nothing
    if (refusal != null) {
      return NotMade.of(refusal);
    }
    NotMade why = beginWithLeave(tapped);
    if (why != null) {
      terms.guard().abandoned();
    }
    return why;
  }

  private @Nullable NotMade beginWithLeave(BodyTap tapped) {
    Buffer body = tapped.copyOfAll();
    if (body == null) {
      return NotMade.BODY_NOT_KEPT;
    }
    byte[] bytes = body.getBytes();
    RequestView view = new RequestView(facts.requestId(), request);
    view.read(bytes);
    Withheld withheld = Eligibility.withheld(view);
    if (withheld != null) {
      return NotMade.of(withheld);
    }
    if (bucket == null) { // the plan did not hang on a key that lies in the body
      bucket = Decision.bucket(terms.rule(), view);
    }
    BodyTap copy = rehearsals.recorder().tap(Recorder.contentType(request.headers()));
    copy.copy(body);
    NotMade spent =
        copy.keptBytes() < body.length()
            ? NotMade.BODY_NOT_KEPT
            : terms.budget().take(bytes.length);
    if (spent != null) {
      rehearsals.memory().giveBack(copy.keptBytes());
      return spent;
    }
    asked = copy;
    RequestBody read = view.body();
    streamed = read != null && read.stream();
    terms.counters().made();
    rehearsals.began(this);
    String model = terms.to().model();
    boolean echo = terms.role() == Role.ECHO;
    Origin origin = terms.to().origin();
    trace =
        facts
            .trace()
            .request()
            .call(terms.role().word(), origin.name(), origin.host(), origin.port());
    asking =
        Asking.start(
            rehearsals.lane(),
            rehearsals.client(),
            terms.to(),
            request.method(),
            origin.target(echo ? request.uri() : Exchange.pathOf(request.uri())),
            headers(echo),
            echo || model == null ? body : Buffer.buffer(ModelMember.replaced(bytes, model)),
            this);
    return null;
  }

  /** An echo is the client's own request to the same upstream once more, save for its mark. */
  private MultiMap headers(boolean echo) {
    MultiMap fields =
        echo
            ? StudentHeaders.ofEcho(request.headers(), terms.to(), facts.requestId())
            : StudentHeaders.of(
                request.headers(), terms.to(), facts.requestId(), terms.role().word());
    trace.tell(fields);
    return fields;
  }

  @Override
  public void answered(HttpClientResponse answer) {
    head = answer;
    answered = rehearsals.recorder().tap(Recorder.contentType(answer.headers()));
  }

  @Override
  public void piece(Buffer piece) {
    if (answered != null) {
      answered.copy(piece);
    }
  }

  @Override
  public void ended() {
    end(Outcome.COMPLETE, null);
  }

  @Override
  public void failed(Failure why) {
    boolean began = answered != null && answered.length() > 0;
    end(
        why.isTimeout()
            ? Outcome.TIMEOUT
            : began ? Outcome.UPSTREAM_TRUNCATED : Outcome.UPSTREAM_ERROR,
        why.code());
  }

  /** Ends it, as the gateway is stopping. */
  void cancel() {
    if (!over && asking != null) {
      over = true;
      asking.cancel();
      terms.guard().abandoned();
      rehearsals.ended(this);
      rehearsals.memory().giveBack(keptBytes(asked) + keptBytes(answered));
      terms.counters().notMade(NotMade.STOPPING);
    }
  }

  private void end(Outcome outcome, @Nullable String error) {
    Asking done = asking;
    BodyTap sent = asked;
    if (over || done == null || sent == null) {
      return;
    }
    over = true;
    rehearsals.ended(this);
    HttpClientResponse answer = head;
    int status = answer == null ? 0 : answer.statusCode();
    long now = System.nanoTime();
    long started = done.startedNanos();
    boolean unusable = outcome == Outcome.COMPLETE && isUnusable();
    if (outcome == Outcome.COMPLETE && !unusable) {
      terms.guard().answered(status, now - started);
    } else {
      terms.guard().failed(now - started);
    }
    if (outcome != Outcome.COMPLETE || status != 200 || unusable) {
      terms.counters().failed(unusable ? ShadowCounters.UNUSABLE : outcome.word());
    }
    Facts own =
        new Facts(
            facts.requestId(),
            rehearsals.lane().ids().next(),
            terms.role(),
            Instant.now().minusNanos(now - started),
            facts.rulesVersion(),
            facts.route(),
            facts.launch(),
            bucket,
            terms.to().origin().name(),
            terms.to().mayTrain(),
            facts.terms(),
            trace);
    other =
        rehearsals
            .recorder()
            .record(
                own,
                request,
                sent,
                status,
                answer == null ? null : answer.headers(),
                answered,
                new Recorder.Ending(
                    outcome,
                    error,
                    done.firstByteNanos() == 0
                        ? null
                        : Duration.ofNanos(done.firstByteNanos() - started),
                    Duration.ofNanos(now - started)),
                receipt -> {});
    compareOnceBothAreOver();
  }

  /** Whether a student's answer of status 200 is one that no client could have been given. */
  private boolean isUnusable() {
    HttpClientResponse answer = head;
    return terms.role() == Role.SHADOW
        && answer != null
        && answer.statusCode() == 200
        && !Screen.passes(
            streamed, answer.headers(), answered == null ? null : answered.copyOfAll());
  }

  private void compareOnceBothAreOver() {
    Exchange first = primary;
    Exchange second = other;
    if (first == null || second == null) {
      return;
    }
    rehearsals.compare(terms, first, second, bucket, facts.trace().request());
  }

  private static long keptBytes(@Nullable BodyTap tap) {
    return tap == null ? 0 : tap.keptBytes();
  }
}
