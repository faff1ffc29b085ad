package dev.understudy.gateway.moderation;

import dev.understudy.gateway.config.Timeouts;
import dev.understudy.gateway.output.Moderation;
import dev.understudy.gateway.output.Moderation.Verdict;
import dev.understudy.gateway.relay.Asking;
import dev.understudy.gateway.relay.Lane;
import dev.understudy.gateway.student.Guard;
import dev.understudy.gateway.student.StudentHeaders;
import dev.understudy.gateway.tracing.CallTrace;
import dev.understudy.gateway.tracing.RequestTrace;
import dev.understudy.gateway.upstream.Destination;
import dev.understudy.gateway.upstream.Origin;
import dev.understudy.gateway.upstream.UpstreamClient;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Asks moderators from one event loop. Nothing that is asked or said is recorded. */
public final class Moderations {
  private static final String PATH = "/v1/moderations";

  private final Lane lane;
  private final UpstreamClient client;

  /**
   * Moderations on that lane.
   *
   * @param client connections to moderators, which nothing else uses
   */
  public Moderations(Lane lane, UpstreamClient client) {
    this.lane = lane;
    this.client = client;
  }

  /**
   * Those of one request.
   *
   * @param moderators the route's, by name
   * @param headers the client's header fields, of which a moderator gets those it names
   * @param trace the request's trace
   */
  public Moderation of(
      Map<String, Moderator> moderators, MultiMap headers, UUID requestId, RequestTrace trace) {
    return (named, texts, patience) -> {
      Moderator moderator = moderators.get(named.name());
      if (moderator == null) {
        return Future.succeededFuture(Verdict.UNKNOWN);
      }
      Promise<Verdict> verdict = Promise.promise();
      lane.context()
          .runOnContext(
              now ->
                  ask(
                      moderator,
                      fields(moderator, headers, requestId),
                      texts,
                      patience,
                      trace,
                      verdict));
      return verdict.future();
    };
  }

  private void ask(
      Moderator moderator,
      MultiMap fields,
      List<String> texts,
      Duration patience,
      RequestTrace trace,
      Promise<Verdict> verdict) {
    Guard.Refusal refusal = moderator.guard().enter();
    if (refusal != null) {
      moderator.counted(refusal.word());
      verdict.complete(Verdict.UNKNOWN);
      return;
    }
    Origin origin = moderator.to().origin();
    CallTrace traced = trace.call("moderation", origin.name(), origin.host(), origin.port());
    ModerationCall call = new ModerationCall(moderator, texts.size(), traced, verdict);
    Buffer body;
    try {
      body = ModerationText.asked(moderator.to().model(), texts);
    } catch (RuntimeException unwritable) { // such as half a surrogate pair
      call.unasked();
      return;
    }
    Destination to = moderator.to();
    traced.tell(fields);
    call.started(
        Asking.start(
            lane,
            client,
            hurried(to, patience),
            HttpMethod.POST,
            origin.target(PATH),
            fields,
            body,
            call));
  }

  private static MultiMap fields(Moderator moderator, MultiMap client, UUID requestId) {
    MultiMap fields = StudentHeaders.of(client, moderator.to(), requestId, "moderation");
    fields.remove("anthropic-version").remove("anthropic-beta").remove("openai-beta");
    return fields
        .set(HttpHeaders.CONTENT_TYPE, "application/json")
        .set(HttpHeaders.ACCEPT, "application/json");
  }

  /** The same destination, with none of its deadlines beyond that. */
  private static Destination hurried(Destination to, Duration patience) {
    Timeouts own = to.timeouts();
    Duration total = own.total() == null ? patience : shorter(own.total(), patience);
    return new Destination(
        to.origin(),
        new Timeouts(
            shorter(own.connect(), patience),
            shorter(own.firstByte(), patience),
            shorter(own.idle(), patience),
            total),
        false,
        to.authorization(),
        to.model(),
        to.mayTrain(),
        to.headers());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
