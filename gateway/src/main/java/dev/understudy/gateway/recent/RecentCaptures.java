package dev.understudy.gateway.recent;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Feedback;
import dev.understudy.exchange.Verdict;
import dev.understudy.exchange.wire.WireReader;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was captured and compared lately: the disagreements of each route, the exchanges they are
 * about, and the last exchanges of all. Memory is bounded, whatever comes: the oldest goes. Of
 * sixteen parts, seven are for disagreements, four for the exchanges they are about, two for the
 * last exchanges, one for what people said, and two for what waits to be put in order.
 *
 * <p>It is given what the capture kept, so what is redacted in the store is redacted here, and what
 * gateways stored, in whatever order, some of it perhaps twice. Giving what was kept is an offer to
 * a bounded queue; one thread of its own does the rest. Safe for every thread; questions may take
 * some milliseconds and are not for event loops.
 */
public final class RecentCaptures implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RecentCaptures.class);

  private final Instant since;
  private final Tallies tallies = new Tallies();
  private final Waiting waiting;
  private final WireReader reader = WireReader.withoutTokenEstimates();

  private final Object lock = new Object();
  private final Interned texts;
  private final FactsReader facts; // of the thread alone
  private final Cases cases;
  private final ExchangeShelf last;
  private final ExchangeShelf ofCases;
  private final Rulings rulings;
  private @Nullable Instant storedUntil;
  private int storedFilesWaiting;

  /**
   * An empty memory, at work.
   *
   * @param bytes the most memory it may take
   * @param since from when on this gateway captures
   */
  public RecentCaptures(long bytes, Instant since) {
    this.cases = new Cases(bytes / 16 * 7);
    this.rulings = new Rulings(bytes / 16);
    this.ofCases = new ExchangeShelf(bytes / 4);
    this.last = new ExchangeShelf(bytes / 8);
    this.texts = Interned.within(bytes);
    this.facts = new FactsReader(Interned.within(bytes));
    this.since = since;
    this.waiting = new Waiting(bytes / 8, this::put);
    waiting.begin();
  }

  /** Counts a comparison, be it kept or not. */
  public void count(Comparison comparison) {
    tallies.count(comparison);
  }

  /** Takes what was kept; never blocks. What there is no room for is counted and left out. */
  public void offer(Entry entry) {
    if (entry instanceof Comparison comparison
        && (comparison.echo() || comparison.verdict() != Verdict.DIFFERENT)) {
      return;
    }
    waiting.offer(entry);
  }

  private void put(Entry entry) {
    try {
      if (entry instanceof Exchange exchange) {
        put(exchange);
      } else if (entry instanceof Comparison comparison) {
        put(comparison);
      } else if (entry instanceof Feedback feedback) {
        judged(feedback);
      }
    } catch (RuntimeException ours) { // content may be in the message: class only
      log.atError()
          .addKeyValue("request", entry.requestId())
          .addKeyValue("failure", ours.getClass().getName())
          .log("an entry could not be remembered");
    }
  }

  private void put(Exchange seen) {
    Exchange exchange = ExchangeShelf.compact(seen);
    ExchangeShelf.Held held;
    synchronized (lock) {
      held = ExchangeShelf.Held.whole(ExchangeLine.of(exchange, texts), exchange);
      last.put(held);
    }
    if (find(exchange.route(), exchange.requestId()) != null) {
      put(held, facts.read(exchange)); // parsed while nobody waits
    }
  }

  private void put(ExchangeShelf.Held held, CaseFacts read) {
    synchronized (lock) {
      if (cases.learn(held.line().route(), held.line().requestId(), read)) { // not gone meanwhile
        ofCases.put(held);
      }
    }
  }

  private void put(Comparison comparison) {
    List<ExchangeShelf.Held> caused;
    synchronized (lock) {
      caused = last.ofRequest(comparison.requestId());
    }
    CaseFacts known = CaseFacts.NONE;
    for (ExchangeShelf.Held each : caused) {
      if (each.whole() != null) {
        known = known.and(facts.read(each.whole()));
      }
    }
    synchronized (lock) {
      caused.forEach(ofCases::put);
      Comparison shared = texts.of(comparison);
      cases.put(shared, known, rulings.ruling(shared.requestId()));
    }
  }

  /** Takes what a person said of a request, as it is kept; of several, the newest counts. */
  public void judged(Feedback feedback) {
    Ruling.of(feedback).ifPresent(ruling -> put(Said.of(feedback, ruling)));
  }

  /** The same before it is redacted: what is right is not remembered, until it comes as kept. */
  public void judgedUnredacted(Feedback feedback) {
    Ruling.of(feedback).ifPresent(ruling -> put(Said.ofRulingAlone(feedback, ruling)));
  }

  private void put(Said said) {
    UUID request = said.requestId();
    synchronized (lock) {
      Said known = rulings.of(request);
      if (known == null || !known.at().isAfter(said.at())) {
        cases.rule(request, said.ruling() == Ruling.TAKEN_BACK ? null : said.ruling());
      }
      rulings.put(said);
    }
  }

  /** The newest that people said of a request, or null where nothing is remembered. */
  public @Nullable Said said(UUID requestId) {
    synchronized (lock) {
      return rulings.of(requestId);
    }
  }

  /**
   * Takes a judgement that is stored; one known already stays where it is newer.
   *
   * @return false where there is no room for what is as old
   */
  boolean stored(Feedback feedback) {
    Ruling ruling = Ruling.of(feedback).orElse(null);
    if (ruling == null) {
      return true;
    }
    synchronized (lock) {
      put(Said.of(feedback, ruling));
      return rulings.of(feedback.requestId()) != null;
    }
  }

  /**
   * Takes a disagreement that is stored, unless it is known.
   *
   * @return false where there is no room for what is as old
   */
  boolean stored(Comparison comparison) {
    synchronized (lock) {
      Comparison shared = texts.of(comparison);
      CaseFacts known = CaseFacts.NONE;
      for (ExchangeShelf.Held each : last.ofRequest(comparison.requestId())) {
        known = known.and(each.told());
      }
      return cases.putOlder(shared, known, rulings.ruling(shared.requestId()));
    }
  }

  /**
   * Takes an exchange in short that is stored, and what it tells of its disagreement, be that known
   * already or not.
   *
   * @return false where there is no room for what is as old
   */
  boolean stored(ExchangeLine line, CaseFacts known) {
    synchronized (lock) {
      cases.learn(line.route(), line.requestId(), known);
      boolean isFull = last.bytes() > last.mostBytes() - last.mostBytes() / 16;
      Moment oldest = last.oldest();
      if (isFull && oldest != null && line.at().compareTo(oldest) < 0) {
        return false;
      }
      last.put(ExchangeShelf.Held.inShort(line, known));
      return true;
    }
  }

  /**
   * Notes up to when what is stored is known.
   *
   * @param waiting how many files that were there by then are still to be read
   */
  void storedUntil(Instant until, int waiting) {
    synchronized (lock) {
      storedUntil = until;
      storedFilesWaiting = waiting;
    }
  }

  /** The text, or an equal one that others hold too. */
  String shared(String text) {
    synchronized (lock) {
      return texts.of(text);
    }
  }

  /** From when on this gateway captures. */
  public Instant since() {
    return since;
  }

  /** Up to when what any gateway stored is known, or null where nothing is. */
  public @Nullable Instant storedUntil() {
    synchronized (lock) {
      return storedUntil;
    }
  }

  /** How many files of those stored by then are still to be read. */
  public int storedFilesWaiting() {
    synchronized (lock) {
      return storedFilesWaiting;
    }
  }

  /** How many comparisons of a route came to what since the start; every verdict is present. */
  public Map<Verdict, Long> counts(String route) {
    return tallies.students(route);
  }

  /** How many second answers of a route's teacher came to what, likewise. */
  public Map<Verdict, Long> echoes(String route) {
    return tallies.echoes(route);
  }

  /** How many disagreements of a route are remembered. */
  public int size(String route) {
    synchronized (lock) {
      return cases.size(route);
    }
  }

  /**
   * A route's newest disagreements that a filter takes.
   *
   * @param after those before this moment alone, or null for all
   * @param most how many at most
   */
  public Page<Case> cases(String route, CaseFilter filter, @Nullable Moment after, int most) {
    synchronized (lock) {
      return cases.page(route, filter, after, most);
    }
  }

  /** A route's disagreements that a filter takes, whatever their group, counted by group. */
  public List<GroupCount> groups(String route, CaseFilter filter) {
    synchronized (lock) {
      return cases.groups(route, filter);
    }
  }

  /** The number of a group on its route. */
  public int number(String route, Group group) {
    synchronized (lock) {
      return cases.number(route, group);
    }
  }

  /** A route's disagreement about a request, or null where none is remembered. */
  public @Nullable Case find(String route, UUID requestId) {
    synchronized (lock) {
      return cases.of(route, requestId);
    }
  }

  /** The exchanges that a request caused, those whose bodies are in memory. */
  public List<Exchange> exchanges(UUID requestId) {
    synchronized (lock) {
      Map<UUID, Exchange> found = new LinkedHashMap<>();
      for (ExchangeShelf shelf : List.of(ofCases, last)) {
        for (ExchangeShelf.Held each : shelf.ofRequest(requestId)) {
          if (each.whole() != null) {
            found.put(each.line().exchangeId(), each.whole());
          }
        }
      }
      return List.copyOf(found.values());
    }
  }

  /**
   * The newest exchanges that a filter takes, as {@link #cases}. Who asks for a model has the
   * answers read of which it is not known yet; so it takes longer the first time.
   */
  public Page<ExchangeLine> lines(LineFilter filter, @Nullable Moment after, int most) {
    while (true) {
      List<Exchange> unread;
      synchronized (lock) {
        unread = last.unread(filter, after, most);
        if (unread.isEmpty()) {
          return last.page(filter, after, most);
        }
      }
      for (Exchange each : unread) {
        Answer answer = reader.read(each).answer(); // while nobody waits
        String model = answer == null || answer.model() == null ? "" : answer.model();
        synchronized (lock) {
          last.answered(Moment.of(each.receivedAt(), each.exchangeId()), texts.of(model));
        }
      }
    }
  }

  /** One exchange whose bodies are in memory, or null. */
  @Nullable Exchange whole(UUID exchangeId, UUID requestId) {
    for (Exchange each : exchanges(requestId)) {
      if (each.exchangeId().equals(exchangeId)) {
        return each;
      }
    }
    return null;
  }

  /** One exchange in short, or null where it is not remembered. */
  public @Nullable ExchangeLine line(UUID exchangeId) {
    synchronized (lock) {
      ExchangeShelf.Held held = last.of(exchangeId);
      return held == null ? null : held.line();
    }
  }

  /** How many entries were not remembered, as too many came at once. */
  public long left() {
    return waiting.left();
  }

  /** About the memory taken, in bytes. */
  public long heldBytes() {
    synchronized (lock) {
      return cases.bytes() + ofCases.bytes() + last.bytes() + rulings.bytes() + waiting.bytes();
    }
  }

  /** Whether all that was taken is in order. */
  boolean isIdle() {
    return waiting.isIdle();
  }

  @Override
  public void close() {
    waiting.close();
  }
}
