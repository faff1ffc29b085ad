package dev.understudy.gateway.console;

import dev.understudy.gateway.access.Answers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells browsers by server-sent events how the routes stand: at once, then whenever that changed,
 * looked at once a second or so for all of them together, and nothing while nobody listens. A
 * browser that reads too slowly misses what lies between, and gets the newest state once it has
 * read what is under way. Confined to the event loop it was made on.
 */
final class Events {
  private static final Logger log = LoggerFactory.getLogger(Events.class);
  static final long EVERY_MILLIS = 1000;
  private static final int MOST_LISTENERS = 64;

  /** So that nobody's forgotten windows take everybody's places. */
  private static final int MOST_OF_ONE_CALLER = 8;

  /** So many looks without news, and a comment keeps the connection from being taken for dead. */
  private static final int LOOKS_OF_SILENCE = 15;

  private final Vertx vertx;
  private final Supplier<String> state;
  private final long everyMillis;
  private final Predicate<RoutingContext> known;
  private final Function<RoutingContext, String> name;
  private final Map<RoutingContext, String> listeners = new LinkedHashMap<>();

  /** Those that could not be told the newest state yet, as they have not read what is under way. */
  private final Set<RoutingContext> behind = new HashSet<>();

  private String told = "";
  private int silent;
  private boolean looking;
  private long timer = -1;

  /**
   * Events for nobody yet.
   *
   * @param state tells how all stands as one line of JSON; it may wait
   * @param everyMillis how often is looked
   * @param known whether a caller that was let in still would be
   * @param name who a caller is, of whom no more than some windows may listen
   */
  Events(
      Vertx vertx,
      Supplier<String> state,
      long everyMillis,
      Predicate<RoutingContext> known,
      Function<RoutingContext, String> name) {
    this.vertx = vertx;
    this.state = state;
    this.everyMillis = everyMillis;
    this.known = known;
    this.name = name;
  }

  /** Answers with events until the caller leaves. */
  void listen(RoutingContext call) {
    String caller = name.apply(call);
    String refusal = refusal(caller);
    if (refusal != null) {
      call.response().putHeader(HttpHeaders.RETRY_AFTER, "30");
      Answers.problem(call, 503, refusal);
      return;
    }
    call.response()
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("x-accel-buffering", "no")
        .write("retry: 2000\n\n" + (told.isEmpty() ? "" : event(told)));
    listeners.put(call, caller);
    call.response().closeHandler(gone -> left(call));
    call.response().exceptionHandler(broken -> left(call));
    call.response().drainHandler(read -> catchUp(call));
    if (timer < 0) {
      timer = vertx.setPeriodic(everyMillis, any -> look());
      look();
    }
  }

  /** Why a caller may not listen now, or null. */
  private @Nullable String refusal(String caller) {
    if (Collections.frequency(listeners.values(), caller) >= MOST_OF_ONE_CALLER) {
      return "%d windows of %s listen already; close some".formatted(MOST_OF_ONE_CALLER, caller);
    }
    return listeners.size() >= MOST_LISTENERS
        ? "%d windows listen already; close some".formatted(MOST_LISTENERS)
        : null;
  }

  private void left(RoutingContext call) {
    listeners.remove(call);
    behind.remove(call);
    if (listeners.isEmpty() && timer >= 0) {
      vertx.cancelTimer(timer);
      timer = -1;
      told = "";
    }
  }

  private void look() {
    List<RoutingContext> strangers = new ArrayList<>(listeners.keySet());
    strangers.removeIf(known);
    strangers.forEach(
        call -> {
          left(call);
          call.response().end();
        });
    if (looking || listeners.isEmpty()) {
      return; // the last look is not over
    }
    looking = true;
    vertx
        .executeBlocking(state::get, false)
        .onSuccess(this::tell)
        .onFailure(ours -> log.atError().setCause(ours).log("how routes stand was not found out"))
        .onComplete(any -> looking = false);
  }

  private void tell(String now) {
    boolean news = !now.equals(told);
    silent = news ? 0 : silent + 1;
    if (!news && silent < LOOKS_OF_SILENCE) {
      return;
    }
    silent = 0;
    told = now;
    String text = news ? event(now) : ":\n\n";
    for (RoutingContext call : List.copyOf(listeners.keySet())) {
      HttpServerResponse response = call.response();
      if (response.closed()) {
        continue;
      }
      if (!response.writeQueueFull()) {
        response.write(text);
      } else if (news) {
        behind.add(call);
      }
    }
  }

  private void catchUp(RoutingContext call) {
    if (behind.remove(call) && !call.response().closed()) {
      call.response().write(event(told));
    }
  }

  private static String event(String state) {
    return "event: overview\ndata: " + state + "\n\n";
  }
}
