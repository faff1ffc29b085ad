package dev.understudy.gateway.figures;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.wire.Reading;
import dev.understudy.gateway.admin.RouteView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times what flows past, by route, and keeps how that went over the last day, in bounded
 * memory: at most {@value #MOST_ROUTES} routes, of each at most some hundreds of kilobytes. Safe
 * for every thread; {@link #saw}, {@link #compared} and {@link #read} never wait.
 */
public final class Figures {
  /** How often {@link #turn} is to be called. */
  public static final Duration EVERY = Duration.ofSeconds(10);

  private static final int MOST_ROUTES = 64;
  private static final int TURNS_PER_MINUTE = 6;
  private static final int TURNS_PER_PART = 60;

  private final Map<String, OfRoute> routes = new ConcurrentHashMap<>();
  private final Instant since;
  private long turns; // guarded by this

  /**
   * How answers are spread, of the last hour.
   *
   * @param whole to their ends
   * @param firstByte to their first bytes
   */
  public record Spreads(Spread whole, Spread firstByte) {}

  /** Figures of nothing yet, which begin now. */
  public Figures(Instant since) {
    this.since = since;
  }

  /** Since when is counted. */
  public Instant since() {
    return since;
  }

  /** Counts and times an exchange. */
  public void saw(Exchange exchange) {
    OfRoute route = route(exchange.route());
    if (route != null) {
      route.saw(exchange);
    }
  }

  /** Counts what an exchange used, once it was read. */
  public void read(Exchange exchange, Reading reading) {
    Answer answer = reading.answer();
    OfRoute route = route(exchange.route());
    if (route != null && answer != null && answer.usage() != null) {
      route.used(exchange, answer.usage());
    }
  }

  /** Counts a comparison. */
  public void compared(Comparison comparison) {
    OfRoute route = route(comparison.route());
    if (route != null) {
      route.compared(comparison);
    }
  }

  private @Nullable OfRoute route(String name) {
    OfRoute known = routes.get(name);
    if (known != null || routes.size() >= MOST_ROUTES) {
      return known;
    }
    return routes.computeIfAbsent(name, OfRoute::new);
  }

  /**
   * Closes {@link #EVERY ten seconds}, at the end of which the routes stood like that. Routes that
   * are no more are forgotten.
   */
  public synchronized void turn(Instant now, List<RouteView> views, Past past) {
    turns++;
    boolean minute = turns % TURNS_PER_MINUTE == 0;
    boolean part = turns % TURNS_PER_PART == 0;
    routes.keySet().retainAll(views.stream().map(RouteView::name).toList());
    for (RouteView view : views) {
      OfRoute route = route(view.name());
      if (route != null) {
        route.turn(now.toEpochMilli(), minute, part, view, past);
      }
    }
  }

  /** What is known of a route, over time as far as that window reaches back. */
  public synchronized RouteFigures of(String name, Duration window, Instant now) {
    OfRoute known = routes.get(name);
    return (known == null ? new OfRoute(name) : known).figures(window, now.toEpochMilli());
  }

  /** How the answers of an upstream on a route are spread, whatever it was asked for. */
  public synchronized Spreads spreads(String name, String upstream) {
    OfRoute known = routes.get(name);
    return (known == null ? new OfRoute(name) : known).spreads(upstream);
  }
}
