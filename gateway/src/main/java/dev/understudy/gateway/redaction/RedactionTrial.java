package dev.understudy.gateway.redaction;

import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.wire.Reading;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.rules.Redaction;
import dev.understudy.sink.redaction.PseudonymKey;
import dev.understudy.sink.redaction.Redacted;
import dev.understudy.sink.redaction.Redactor;
import dev.understudy.sink.redaction.UnredactableEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tries on stored exchanges what rules would take out of them. One thread. */
final class RedactionTrial {
  private static final int MOST_EXAMPLES = 1000;

  private final Function<String, Redaction> byRoute;
  private final @Nullable PseudonymKey pseudonyms;
  private final int examplesOfAKind;
  private final WireReader reader = WireReader.withoutTokenEstimates();
  private final Map<Redaction, Redactor> redactors = new HashMap<>();
  private final Map<String, OfRoute> routes = new TreeMap<>();
  private final Map<String, List<Example>> examples = new TreeMap<>();

  /** What came of one route's exchanges. */
  static final class OfRoute {
    final Map<String, Long> hits = new TreeMap<>();
    long exchanges;
    long touched;
    long unredactable;
  }

  /**
   * One place where something would be taken out.
   *
   * @param requestId the request's id
   * @param around what would be left there, with a few words before and behind
   */
  record Example(String requestId, String around) {}

  /**
   * A trial.
   *
   * @param byRoute what is taken out of a route's records
   * @param pseudonyms replaces users' ids, or null
   * @param examplesOfAKind how many places to show of each kind
   */
  RedactionTrial(
      Function<String, Redaction> byRoute, @Nullable PseudonymKey pseudonyms, int examplesOfAKind) {
    this.byRoute = byRoute;
    this.pseudonyms = pseudonyms;
    this.examplesOfAKind = Math.min(MOST_EXAMPLES, examplesOfAKind);
  }

  void add(StoredExchange stored) {
    OfRoute route = routes.computeIfAbsent(stored.route(), name -> new OfRoute());
    route.exchanges++;
    Redactor redactor =
        redactors.computeIfAbsent(
            byRoute.apply(stored.route()), each -> Redactions.redactor(each, pseudonyms));
    Redacted redacted;
    try {
      redacted = redactor.redactCounting(stored.exchange());
    } catch (UnredactableEntry | IllegalArgumentException refused) {
      route.unredactable++;
      return;
    }
    if (!redacted.hits().isEmpty()) {
      route.touched++;
      redacted.hits().forEach((kind, count) -> route.hits.merge(kind, (long) count, Long::sum));
      show(stored, (Exchange) redacted.entry(), redacted.hits().keySet());
    }
  }

  private void show(StoredExchange stored, Exchange left, Iterable<String> kinds) {
    Reading reading = reader.read(left);
    String said =
        (reading.prompt() == null ? "" : reading.prompt().input())
            + "\n"
            + (reading.answer() == null ? "" : reading.answer().output());
    for (String kind : kinds) {
      List<Example> shown = examples.computeIfAbsent(kind, each -> new ArrayList<>());
      int at = said.indexOf("<" + kind + "_");
      if (at >= 0 && shown.size() < examplesOfAKind) {
        shown.add(new Example(stored.requestId(), Surroundings.of(said, at)));
      }
    }
  }

  /** By route. */
  Map<String, OfRoute> routes() {
    return routes;
  }

  /** By kind. */
  Map<String, List<Example>> examples() {
    return examples;
  }
}
