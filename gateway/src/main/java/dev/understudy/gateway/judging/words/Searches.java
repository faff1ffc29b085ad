package dev.understudy.gateway.judging.words;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The searches under way: one of each person. One more of theirs takes the place of the one before,
 * and begins when that has ended. Safe for every thread.
 */
public final class Searches {
  private final Map<String, Search> underWay = new ConcurrentHashMap<>();

  /** None so far. */
  public Searches() {}

  /** One search; {@link Searches#end} has to be told when it has ended. */
  public static final class Search {
    private final String person;
    private final Promise<Void> ended = Promise.promise();
    private final AtomicInteger read = new AtomicInteger();
    private volatile boolean left;
    private volatile boolean replaced;
    private @Nullable Search before;

    private Search(String person) {
      this.person = person;
    }

    /** Nobody waits for it any more. */
    public void leave() {
      left = true;
    }

    /** Whether it need not go on: nobody waits for it, or another one took its place. */
    public boolean isOver() {
      return left || replaced;
    }

    /** Whether another one of the same person took its place. */
    public boolean isReplaced() {
      return replaced;
    }

    /** Counts an exchange that was read for it. */
    public void count() {
      read.incrementAndGet();
    }

    /** How many exchanges were read for it. */
    public int read() {
      return read.get();
    }

    /** Completes when the one before has ended, never with a failure. */
    public Future<Void> turn() {
      return before == null ? Future.succeededFuture() : before.ended.future();
    }
  }

  /** A search of that person, which takes the place of theirs that is under way. */
  public Search begin(String person) {
    Search search = new Search(person);
    Search before = underWay.put(person, search);
    if (before != null) {
      before.replaced = true;
      search.before = before;
    }
    return search;
  }

  /** The search has ended, however it did. */
  public void end(Search search) {
    underWay.remove(search.person, search);
    search.before = null;
    search.ended.tryComplete();
  }
}
