package dev.understudy.deploy.rollout;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Asks a question every so often, whether those before are answered or not, unless too many are
 * not: a machine that is too slow for them is asked no more than it can answer.
 */
final class SteadyLoad {
  private static final long PATIENCE_SECONDS = 60;
  private static final int MOST_UNDER_WAY = 200;

  private final Vertx vertx;
  private final Crowd crowd;
  private final URI url;
  private final Context context;
  private final List<Future<Answer>> answers = new ArrayList<>(); // of the context alone
  private volatile int asked;
  private int underWay; // likewise
  private long timer;

  private SteadyLoad(Vertx vertx, URI url) {
    this.vertx = vertx;
    this.crowd = new Crowd(vertx);
    this.url = url;
    this.context = vertx.getOrCreateContext();
  }

  /** Begins to ask there. Every other question wants its answer as a stream. */
  static SteadyLoad on(Vertx vertx, URI url, Duration every) {
    SteadyLoad load = new SteadyLoad(vertx, url);
    load.context.runOnContext(
        begin -> load.timer = vertx.setPeriodic(every.toMillis(), now -> load.ask()));
    return load;
  }

  private void ask() {
    if (underWay == MOST_UNDER_WAY) {
      return;
    }
    underWay++;
    int number = crowd.nextNumber();
    Crowd.Ask ask = new Crowd.Ask(url, Map.of(), new Question(number, number % 2 == 0));
    answers.add(crowd.one(ask).onComplete(over -> context.runOnContext(then -> underWay--)));
    asked = answers.size();
  }

  /** How many questions were asked so far. */
  int asked() {
    return asked;
  }

  /** Asks no more, waits for what is still to come, and tells what came to each question. */
  List<Answer> end() throws Exception {
    Future<List<Future<Answer>>> all =
        Future.future(
            promise ->
                context.runOnContext(
                    then -> {
                      vertx.cancelTimer(timer);
                      promise.complete(answers);
                    }));
    List<Future<Answer>> made = all.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    Future.join(made).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return made.stream().map(Future::result).toList();
  }
}
