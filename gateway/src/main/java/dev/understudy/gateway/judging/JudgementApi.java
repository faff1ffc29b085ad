package dev.understudy.gateway.judging;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.exchange.Feedback;
import dev.understudy.gateway.access.Access;
import dev.understudy.gateway.access.Answers;
import dev.understudy.gateway.access.Caller;
import dev.understudy.gateway.access.Doorkeeper;
import dev.understudy.gateway.access.Role;
import dev.understudy.gateway.feedback.FeedbackIntake;
import dev.understudy.gateway.recent.Case;
import dev.understudy.gateway.recent.CaseFilter;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.gateway.recent.Ruling;
import dev.understudy.gateway.recent.WholeExchanges;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.sink.capture.Receipt;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST .../differences/:id/judgement} with {@code {"who": "student"}} says who is right, and
 * {@code DELETE} takes that back; with {@code given_at} of the answer, only where nobody said
 * anything since. Both answer once the feedback is as safe as the capture is set to make records.
 */
final class JudgementApi {
  private static final Logger log = LoggerFactory.getLogger(JudgementApi.class);
  private static final String PATH = DifferencesApi.DIFFERENCES + "/:id/judgement";
  private static final int MOST_BODY_BYTES = 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Access access;
  private final RecentCaptures recent;
  private final WholeExchanges exchanges;
  private final FeedbackIntake intake;
  private final Supplier<Rules> rules;
  private final TakingBack takingBack;
  private final Duration patience;

  JudgementApi(
      Vertx vertx,
      Access access,
      RecentCaptures recent,
      WholeExchanges exchanges,
      FeedbackIntake intake,
      Supplier<Rules> rules) {
    this(vertx, access, recent, exchanges, intake, rules, PATIENCE);
  }

  JudgementApi(
      Vertx vertx,
      Access access,
      RecentCaptures recent,
      WholeExchanges exchanges,
      FeedbackIntake intake,
      Supplier<Rules> rules,
      Duration patience) {
    this.vertx = vertx;
    this.access = access;
    this.recent = recent;
    this.exchanges = exchanges;
    this.intake = intake;
    this.rules = rules;
    this.takingBack = new TakingBack(recent, intake.instance(), System::nanoTime);
    this.patience = patience;
  }

  void mount(Router router) {
    router
        .post(PATH)
        .handler(Doorkeeper.needs(Role.JUDGE))
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES))
        .handler(judging((call, one) -> said(one, asked(call, one)), judged -> {}));
    router
        .delete(PATH)
        .handler(Doorkeeper.needs(Role.JUDGE))
        .handler(judging(this::takenBack, takingBack::settled));
  }

  /** Finds out what a call says of a case. */
  private interface Reader {
    Feedback read(RoutingContext call, Case one) throws Refused, IOException;
  }

  /**
   * Handles calls that judge.
   *
   * @param settled hears of each case of which feedback was given when it is known what became of
   *     it, however long that takes
   */
  private Handler<RoutingContext> judging(Reader reader, Consumer<UUID> settled) {
    return call -> {
      String by = Caller.of(call).name();
      String route = Objects.requireNonNull(call.pathParam("route"), "route");
      vertx
          .executeBlocking(
              () -> {
                if (!access.seesTexts(Caller.of(call))) {
                  throw new Refused(403, "who may not see captured texts cannot judge them");
                }
                Case one = DifferencesApi.found(recent, route, call);
                return reader.read(call, one);
              },
              false)
          .compose(
              feedback ->
                  inTime(
                      kept(feedback)
                          .compose(
                              kept ->
                                  vertx.executeBlocking(() -> answer(by, route, feedback), false))
                          .onComplete(any -> settled.accept(feedback.requestId()))))
          .onSuccess(json -> Answers.json(call, 200, json))
          .onFailure(failure -> Aside.failed(call, failure));
    };
  }

  private Feedback said(Case one, Judgement judgement) {
    return judgement.feedback(one.requestId(), one.ruling(), intake.now(), intake.instance());
  }

  private Feedback takenBack(RoutingContext call, Case one) throws Refused {
    return takingBack.begin(one, new Query(call.request()).time("given_at"));
  }

  private Judgement asked(RoutingContext call, Case one) throws Refused, IOException {
    JsonObject body = body(call);
    Ruling ruling = ruling(body);
    String correction = correction(body);
    if (correction != null && ruling != Ruling.BOTH_WRONG) {
      throw new Refused(400, "a correction is given with \"who\": \"both_wrong\" alone");
    }
    String route = one.comparison().route();
    Route ruled = DifferencesApi.named(rules.get(), route);
    Labels labels = Labels.of(ruled);
    CaseTexts texts = ruling == Ruling.SKIPPED ? null : CaseTexts.find(one, exchanges);
    String right =
        switch (ruling) {
          case TEACHER -> text(texts == null ? null : texts.teacher());
          case STUDENT -> text(texts == null ? null : texts.student());
          case BOTH_WRONG ->
              correction == null || texts == null
                  ? null
                  : new Correction(ruled, labels, one, texts).read(correction, recent);
          case SKIPPED, CORRECTED, TAKEN_BACK -> null;
        };
    if (ruling == Ruling.STUDENT && (texts == null || texts.student() == null)) {
      throw new Refused(
          409, "the student's answer is not stored any more, so it cannot be what is right");
    }
    return new Judgement(ruling, right, label(labels, right, correction, route));
  }

  private @Nullable String label(
      @Nullable Labels labels, @Nullable String right, @Nullable String said, String route) {
    String read = labels == null ? null : labels.read(right);
    if (read != null || labels == null || said == null) {
      return read;
    }
    String label = LabelReader.canonical(said);
    return labels.seen(recent, route).contains(label) ? label : null;
  }

  private static @Nullable String text(@Nullable SaidAnswer answer) {
    return answer == null || !answer.isText() ? null : answer.text();
  }

  private static JsonObject body(RoutingContext call) throws Refused {
    Buffer body = call.body().buffer();
    try {
      JsonObject json = new JsonObject(body == null ? Buffer.buffer() : body);
      if (Set.of("who", "correction").containsAll(json.fieldNames())) {
        return json;
      }
    } catch (DecodeException | ClassCastException notAnObject) {
      log.atDebug().log("body of a judgement is no JSON object");
    }
    throw new Refused(400, "expected {\"who\": \"...\"} and perhaps \"correction\"");
  }

  private static Ruling ruling(JsonObject body) throws Refused {
    Object who = body.getValue("who");
    String word = "skip".equals(who) ? Ruling.SKIPPED.word() : who instanceof String s ? s : null;
    return Ruling.read(word)
        .orElseThrow(() -> new Refused(400, "'who' must be teacher, student, both_wrong or skip"));
  }

  private static @Nullable String correction(JsonObject body) throws Refused {
    Object correction = body.getValue("correction");
    if (correction == null) {
      return null;
    }
    if (!(correction instanceof String text) || text.isBlank()) {
      throw new Refused(400, "'correction' must be a text that says something");
    }
    return text;
  }

  private Future<Void> kept(Feedback feedback) {
    Promise<Void> kept = Promise.promise();
    intake.give(
        feedback,
        receipt -> {
          if (receipt instanceof Receipt.Dropped dropped) {
            kept.tryFail(notKept(dropped.reason().word()));
          } else {
            kept.tryComplete();
          }
        });
    return kept.future();
  }

  private static Refused notKept(String why) {
    return new Refused(503, "the judgement could not be recorded (" + why + "); try again later");
  }

  /** What is recorded late counts all the same. */
  private <T> Future<T> inTime(Future<T> answer) {
    return answer
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof TimeoutException
                        ? new Refused(
                            503,
                            "it takes long to record the judgement, and may be done yet; look at"
                                + " the case once more in a moment")
                        : failure));
  }

  private JsonObject answer(String by, String route, Feedback feedback) {
    if (intake.redaction() == null) {
      recent.judged(feedback);
    } else {
      recent.judgedUnredacted(feedback);
    }
    log.atInfo()
        .addKeyValue("by", by)
        .addKeyValue("request", feedback.requestId())
        .addKeyValue("said", String.valueOf(feedback.comment()))
        .log("a disagreement was judged");
    Case after = recent.find(route, feedback.requestId());
    Ruling ruling = after == null ? null : after.ruling();
    return new JsonObject()
        .put("id", feedback.requestId().toString())
        .put("ruling", ruling == null ? null : ruling.word())
        .put("given_at", feedback.givenAt().toString())
        .put("gold", feedback.correction() != null && !feedback.correction().isEmpty())
        .put("progress", CaseJson.progress(recent.groups(route, CaseFilter.ALL), null));
  }
}
