package dev.understudy.gateway.launch;

import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Role;
import dev.understudy.gateway.downstream.Failure;
import dev.understudy.gateway.downstream.Refusals;
import dev.understudy.gateway.downstream.RequestView;
import dev.understudy.gateway.feedback.FeedbackHandler;
import dev.understudy.gateway.moderation.Moderations;
import dev.understudy.gateway.output.AnswerCheck;
import dev.understudy.gateway.output.AnswerHold;
import dev.understudy.gateway.output.HeldBack;
import dev.understudy.gateway.output.Moderation;
import dev.understudy.gateway.rehearsal.RehearsalTerms;
import dev.understudy.gateway.rehearsal.Rehearsals;
import dev.understudy.gateway.relay.Call;
import dev.understudy.gateway.relay.Forwarding;
import dev.understudy.gateway.relay.Lane;
import dev.understudy.gateway.relay.Taken;
import dev.understudy.gateway.relay.Tunnel;
import dev.understudy.gateway.relay.Witness;
import dev.understudy.gateway.rollout.Observation;
import dev.understudy.gateway.rollout.Rollouts;
import dev.understudy.gateway.student.Cascade;
import dev.understudy.gateway.student.CascadeTerms;
import dev.understudy.gateway.student.Guard;
import dev.understudy.gateway.student.Screen;
import dev.understudy.gateway.student.Screening;
import dev.understudy.gateway.student.StudentHeaders;
import dev.understudy.gateway.tap.Facts;
import dev.understudy.gateway.tap.RecordTerms;
import dev.understudy.gateway.tracing.Beginning;
import dev.understudy.gateway.tracing.RequestTrace;
import dev.understudy.gateway.upstream.Destination;
import dev.understudy.gateway.upstream.UpstreamClient;
import dev.understudy.rules.Launch.Canary;
import dev.understudy.rules.decision.Plan;
import dev.understudy.rules.decision.Unrecorded;
import dev.understudy.rules.request.RequestBody;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plays the plan for each request of one event loop: teacher, dark, canary, hybrid, student. */
public final class Launches {
  private final Lane lane;
  private final Supplier<Playbook> playbooks;
  private final UpstreamClient students;
  private final Moderations moderations;
  private final Rehearsals rehearsals;
  private final LaunchMeters meters;
  private final Rollouts rollouts;
  private final Handler<HttpServerRequest> feedback;

  /**
   * Launches on that lane.
   *
   * @param playbooks gives the playbook in force
   * @param students connections to students that serve, which nothing else uses
   * @param rollouts takes what is seen of students as evidence
   * @param moderations asks whoever tells harmful answers
   * @param feedback takes what is said of answers, the one call that is not forwarded
   */
  public Launches(
      Lane lane,
      Supplier<Playbook> playbooks,
      UpstreamClient students,
      Moderations moderations,
      Rehearsals rehearsals,
      LaunchMeters meters,
      Rollouts rollouts,
      Handler<HttpServerRequest> feedback) {
    this.lane = lane;
    this.playbooks = playbooks;
    this.students = students;
    this.moderations = moderations;
    this.rehearsals = rehearsals;
    this.meters = meters;
    this.rollouts = rollouts;
    this.feedback = feedback;
  }

  /** Serves a request whose body nobody has read. */
  public void serve(HttpServerRequest request, long receivedNanos) {
    if (request.uri().equals(FeedbackHandler.PATH)) {
      feedback.handle(request);
      return;
    }
    UUID requestId = lane.ids().next();
    if (lane.recorder().refusesRequests()) {
      request.response().putHeader(Refusals.REQUEST_ID_HEADER, requestId.toString());
      Refusals.answer(
          request.response(),
          Failure.CAPTURE_UNAVAILABLE,
          "This gateway serves only what it can record, and the spool is full; try again later.");
      return;
    }
    Playbook book = playbooks.get(); // the request ends under the rules it began with
    RequestView view = new RequestView(requestId, request);
    Plan plan = book.decision().decide(view);
    if (plan != null) {
      new Turn(book, plan, view, request, receivedNanos, Taken.NOTHING).play(null);
    } else if (Gathering.isWorthwhile(request)) {
      Gathering.start(
          lane, request, receivedNanos, taken -> decide(book, view, request, receivedNanos, taken));
    } else {
      decide(book, view, request, receivedNanos, Taken.NOTHING);
    }
  }

  private void decide(
      Playbook book, RequestView view, HttpServerRequest request, long receivedNanos, Taken taken) {
    view.read(taken.whole() ? taken.bytes().getBytes() : null);
    Plan plan =
        Objects.requireNonNull(book.decision().decide(view), "the body was read, yet no plan");
    new Turn(book, plan, view, request, receivedNanos, taken).play(view.body());
  }

  /** One request and its plan. */
  private final class Turn implements StudentTurn.Listener {
    private final Playbook book;
    private final Plan plan;
    private final RoutePlay route;
    private final HttpServerRequest request;
    private final long receivedNanos;
    private final UUID requestId;
    private final Taken taken;
    private final RecordTerms terms;
    private final Instant receivedAt = Instant.now();
    private final HeldBack held = new HeldBack();
    private final RequestTrace trace;
    private final Moderation moderation;
    private @Nullable Escalation escalation;

    Turn(
        Playbook book,
        Plan plan,
        RequestView view,
        HttpServerRequest request,
        long receivedNanos,
        Taken taken) {
      this.book = book;
      this.plan = plan;
      this.route = book.play(plan);
      this.request = request;
      this.receivedNanos = receivedNanos;
      this.requestId = view.id();
      this.terms = new RecordTerms(Unrecorded.of(plan.route(), view), route.redaction());
      this.taken = taken;
      this.trace = trace();
      this.moderation =
          moderations.of(route.standards().moderators(), request.headers(), requestId, trace);
    }

    private RequestTrace trace() {
      if (!lane.tracing().isTraced(request.headers(), requestId)) {
        return RequestTrace.NONE;
      }
      Canary dealt = plan.route().launch().dealt();
      return lane.tracing()
          .begin(
              request.headers(),
              new Beginning(
                  requestId,
                  request.method().name(),
                  Exchange.pathOf(request.uri()),
                  receivedNanos,
                  plan.route().name(),
                  plan.launch(),
                  dealt == null ? null : dealt.share().fraction().doubleValue(),
                  book.rules().version()));
    }

    void play(@Nullable RequestBody body) {
      (plan.student() ? route.toStudent() : route.toTeacher()).increment();
      if (plan.withheld() != null) {
        meters.withheld(plan.route().name(), plan.withheld().word());
      }
      if (Tunnel.isAskedBy(request)) {
        Tunnel.start(call(route.teacher(), Witness.NONE, null));
      } else if (plan.student() && body != null && isWithinLimit() && !isRehearsal()) {
        playStudent(body.stream());
      } else {
        Forwarding.start(call(route.teacher(), witness().and(audit()), null));
      }
    }

    /** Whether it is a shadow or an echo that another gateway asks for: those end here. */
    private boolean isRehearsal() {
      String role = request.headers().get(StudentHeaders.ROLE_HEADER);
      return role != null && (role.equals(Role.SHADOW.word()) || role.equals(Role.ECHO.word()));
    }

    /** What is longer is refused on the way to the teacher. */
    private boolean isWithinLimit() {
      Long limit = lane.config().limits().bodyBytes();
      return limit == null || taken.bytes().length() <= limit;
    }

    private void playStudent(boolean stream) {
      Guard guard = Objects.requireNonNull(route.serving(), "a student without a guard");
      Destination student = Objects.requireNonNull(route.student(), "no student");
      Guard.Refusal refusal = guard.enter();
      if (refusal != null) {
        if (refusal == Guard.Refusal.BREAKER_OPEN) {
          observed(true);
        }
        fallBack(refusal.word());
        return;
      }
      StudentTurn.start(call(student, audit(), null), students, guard, screening(stream), this);
    }

    private Screening screening(boolean stream) {
      boolean hybrid = plan.launch().equals("hybrid"); // else a client chose the student
      CascadeTerms terms = hybrid ? route.standards().hybrid() : route.standards().otherwise();
      return terms == null
          ? new Screen(stream)
          : new Cascade(terms, stream, Exchange.pathOf(request.uri()), moderation, held);
    }

    @Override
    public void failed(String reason) {
      fallBack(reason);
    }

    @Override
    public void withheld(String reason) {
      boolean hybrid = plan.launch().equals("hybrid");
      if (hybrid) {
        meters.escalated(plan.route().name(), reason);
      } else {
        meters.fellBack(plan.route().name(), reason);
      }
      if (route.escalated() != null && terms.unrecorded() != Unrecorded.OPTED_OUT) {
        escalation = new Escalation(rehearsals, route.escalated(), plan.bucket(), trace);
      }
      Witness witness = escalation == null ? audit() : escalation.and(audit());
      Forwarding.start(call(route.teacher(), witness, reason));
    }

    @Override
    public void recorded(Exchange withheld) {
      if (escalation != null) {
        escalation.withheld(withheld);
      }
    }

    @Override
    public void over(boolean failed) {
      observed(failed);
    }

    private void fallBack(String reason) {
      meters.fellBack(plan.route().name(), reason);
      Forwarding.start(call(route.teacher(), audit(), reason));
    }

    private void observed(boolean failed) {
      rollouts.observe(
          plan.route().name(),
          route.fingerprint(),
          plan.bucket(),
          Observation.called(failed),
          System.currentTimeMillis());
    }

    private Witness witness() {
      Witness shadow = witness(plan.rehearsed(), route.shadow());
      Witness echo = witness(plan.echoed(), route.echo());
      return shadow == Witness.NONE ? echo : echo == Witness.NONE ? shadow : shadow.and(echo);
    }

    private Witness witness(boolean dealt, @Nullable RehearsalTerms terms) {
      return dealt && terms != null && !isRehearsal()
          ? rehearsals.of(terms, request, facts(route.teacher()))
          : Witness.NONE;
    }

    /** Sees the answer that the client got. */
    private Witness audit() {
      return route.standards().audit(plan.route().name(), moderation, held);
    }

    private Call call(Destination to, Witness witness, @Nullable String fallback) {
      return new Call(
          lane, request, receivedNanos, taken, facts(to), to, witness, fallback, hold(to));
    }

    /** What holds the teacher's answer back; null where it is given whatever it is. */
    private @Nullable AnswerHold hold(Destination to) {
      AnswerCheck check = route.standards().refusing();
      return check == null
              || !to.equals(route.teacher())
              || isRehearsal()
              || !HttpMethod.POST.equals(request.method())
          ? null
          : new AnswerHold(
              check,
              Exchange.pathOf(request.uri()),
              moderation,
              lane.recorder().memory(),
              held,
              failed -> meters.refused(plan.route().name(), failed));
    }

    private Facts facts(Destination to) {
      return new Facts(
          requestId,
          lane.ids().next(),
          Role.PRIMARY,
          receivedAt,
          book.rules().version(),
          plan.route().name(),
          plan.launch(),
          plan.bucket(),
          to.origin().name(),
          to.mayTrain(),
          terms,
          trace.call(
              Role.PRIMARY.word(), to.origin().name(), to.origin().host(), to.origin().port()));
    }
  }
}
