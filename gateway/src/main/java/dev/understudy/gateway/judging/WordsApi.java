package dev.understudy.gateway.judging;

import dev.understudy.gateway.access.Access;
import dev.understudy.gateway.access.Answers;
import dev.understudy.gateway.access.Caller;
import dev.understudy.gateway.judging.ExchangeSearch.Found;
import dev.understudy.gateway.judging.ExchangeSearch.Hit;
import dev.understudy.gateway.judging.words.Excerpt;
import dev.understudy.gateway.judging.words.Searches;
import dev.understudy.gateway.judging.words.Searches.Search;
import dev.understudy.gateway.judging.words.Words;
import dev.understudy.gateway.recent.LineFilter;
import dev.understudy.gateway.recent.Moment;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.gateway.recent.WholeExchanges;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /console/api/exchanges/search} with {@code {"words": "..."}}: the exchanges whose
 * prompts or answers have these words, each with an excerpt, among those that the other fields ask
 * for as in the list of exchanges. The words come in a body, so that no address holds them. A
 * search ends when its caller leaves, and when the same person begins another one.
 */
final class WordsApi {
  private static final String PATH = CapturesApi.EXCHANGES + "/search";
  private static final Set<String> FIELDS = fields();
  private static final int MOST_BODY_BYTES = 64 * 1024;
  private static final int LONGEST_WORDS = 1000;
  private static final int USUAL_HITS = 50;
  private static final int MOST_HITS = 200;
  private static final int THREADS = 2;

  private final Access access;
  private final RecentCaptures recent;
  private final Lines lines;
  private final ExchangeSearch search;
  private final Searches searches = new Searches();
  private final WorkerExecutor workers;

  WordsApi(
      Vertx vertx, Access access, RecentCaptures recent, WholeExchanges exchanges, Lines lines) {
    this.access = access;
    this.recent = recent;
    this.lines = lines;
    this.search = new ExchangeSearch(recent, exchanges, ExchangeSearch.Limits.USUAL);
    this.workers = vertx.createSharedWorkerExecutor("understudy-words", THREADS);
  }

  private static Set<String> fields() {
    Set<String> fields = new TreeSet<>(Lines.FIELDS);
    fields.addAll(Set.of("words", "after", "limit"));
    return fields;
  }

  void mount(Router router) {
    router
        .post(PATH)
        .handler(access.needsTexts())
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES))
        .handler(this::search);
  }

  /** What is asked; never told to anybody. */
  private record Asked(LineFilter filter, Words words, @Nullable Moment after, int most) {}

  private void search(RoutingContext call) {
    Asked asked;
    try {
      asked = asked(new Query(body(call)));
    } catch (Refused | Query.Unreadable unusable) {
      Aside.failed(call, unusable);
      return;
    }
    Caller caller = Caller.of(call);
    Search mine = searches.begin(caller.person());
    call.response().closeHandler(gone -> mine.leave());
    call.response().exceptionHandler(broken -> mine.leave());
    mine.turn()
        .compose(any -> workers.executeBlocking(() -> found(asked, mine), false))
        .onComplete(
            any -> {
              searches.end(mine);
              access.searched(caller, "words searched", mine.read());
            })
        .onSuccess(found -> answer(call, caller, found))
        .onFailure(failure -> failed(call, mine, failure));
  }

  private void answer(RoutingContext call, Caller caller, Found found) {
    if (!call.response().closed()) {
      found
          .hits()
          .forEach(hit -> access.looked(caller, "excerpt", hit.line().exchangeId().toString()));
      Answers.json(call, 200, json(found));
    }
  }

  private Found found(Asked asked, Search mine) throws Exception {
    if (mine.isOver()) {
      throw new CancellationException("nobody waits for this search");
    }
    return search.search(asked.filter(), asked.words(), asked.after(), asked.most(), mine);
  }

  private static void failed(RoutingContext call, Search mine, Throwable failure) {
    if (!(failure instanceof CancellationException)) {
      Aside.failed(call, failure);
    } else if (mine.isReplaced()) {
      Answers.problem(call, 409, "another search of yours took the place of this one");
    } else if (!call.response().closed()) {
      call.response().reset();
    }
  }

  private Asked asked(Query query) throws Refused {
    String words = query.text("words", LONGEST_WORDS);
    if (words == null || words.isBlank()) {
      throw new Refused(400, "'words' must be a text that says something");
    }
    return new Asked(
        lines.filter(query),
        Words.of(words),
        query.moment("after"),
        query.limit(USUAL_HITS, MOST_HITS));
  }

  /** The fields. */
  private static JsonObject body(RoutingContext call) throws Refused {
    Buffer body = call.body().buffer();
    JsonObject json;
    try {
      json = new JsonObject(body == null ? Buffer.buffer() : body);
    } catch (DecodeException | ClassCastException notAnObject) { // its message quotes content
      throw new Refused(400, "expected a JSON object such as {\"words\": \"...\"}");
    }
    for (Map.Entry<String, Object> each : json) {
      if (!FIELDS.contains(each.getKey())) {
        throw new Refused(400, "a field is not known; fields: " + String.join(", ", FIELDS));
      }
      if (each.getValue() instanceof JsonObject || each.getValue() instanceof JsonArray) {
        throw new Refused(400, "'" + each.getKey() + "' must be a text or a number");
      }
    }
    return json;
  }

  private JsonObject json(Found found) {
    return new JsonObject()
        .put("shown", CaseJson.shown(recent))
        .put("exchanges", json(found.hits()))
        .put("next", found.next() == null ? null : found.next().toString())
        .put("looked_at", found.looked())
        .put("gone", found.gone())
        .put("bytes", found.bytes())
        .put("back_to", found.oldest() == null ? null : found.oldest().receivedAt().toString())
        .put("stopped_at", found.stop().word());
  }

  private static JsonArray json(List<Hit> hits) {
    JsonArray json = new JsonArray();
    for (Hit hit : hits) {
      Excerpt excerpt = hit.place().excerpt();
      json.add(
          Lines.json(hit.line())
              .put("found_in", hit.place().in())
              .put("excerpt", excerpt.text())
              .put("marks", JsonArray.of(JsonArray.of(excerpt.from(), excerpt.to()))));
    }
    return json;
  }
}
