package dev.understudy.gateway.figures;

import dev.understudy.diff.evidence.Counts;
import dev.understudy.diff.evidence.Interval;
import dev.understudy.diff.evidence.Reading;
import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.Usage;
import dev.understudy.exchange.Verdict;
import dev.understudy.gateway.admin.RouteView;
import dev.understudy.gateway.rollout.AuditLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Gathers what is known of one route. Exchanges and comparisons may come on any thread and never
 * wait, but for the begin of a lane; all else is for one thread at a time.
 */
final class OfRoute {
  /** Upstreams are few; those of edits of long ago make place for those of now. */
  private static final int MOST_LANES = 8;

  private static final int SHARE_COLUMNS = 4;
  private static final double NOISE_ALPHA = 0.05;

  private final String name;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private final AtomicLong uses = new AtomicLong();
  private final Map<Verdict, LongAdder> compared = counters();
  private final Map<Verdict, LongAdder> echoed = counters();
  private final Map<String, EvidenceTrack> evidence = new LinkedHashMap<>();
  private final Track share = new Track(SHARE_COLUMNS);

  OfRoute(String name) {
    this.name = name;
  }

  private static Map<Verdict, LongAdder> counters() {
    Map<Verdict, LongAdder> counters = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      counters.put(verdict, new LongAdder());
    }
    return counters;
  }

  void saw(Exchange exchange) {
    String key = key(exchange.upstream(), exchange.role());
    Lane known = lanes.get(key);
    Lane lane = known == null ? begin(key, exchange) : known;
    lane.saw(exchange, uses.incrementAndGet());
  }

  void used(Exchange exchange, Usage usage) {
    Lane lane = lanes.get(key(exchange.upstream(), exchange.role()));
    if (lane != null) {
      lane.used(usage);
    }
  }

  private static String key(String upstream, Role role) {
    return role.word() + " " + upstream;
  }

  /** Begins a lane, in place of the one unused for longest where all places are taken. */
  private synchronized Lane begin(String key, Exchange exchange) {
    Lane known = lanes.get(key);
    if (known != null) {
      return known;
    }
    if (lanes.size() >= MOST_LANES) {
      lanes.entrySet().stream()
          .min(Comparator.comparingLong(each -> each.getValue().lastUse()))
          .ifPresent(unused -> lanes.remove(unused.getKey()));
    }
    Lane made = new Lane(exchange.upstream(), exchange.role());
    lanes.put(key, made);
    return made;
  }

  void compared(Comparison comparison) {
    Map<Verdict, LongAdder> counters = comparison.echo() ? echoed : compared;
    Objects.requireNonNull(counters.get(comparison.verdict())).increment();
  }

  /** Closes ten seconds, at the end of which the route stood like that. */
  void turn(long atMillis, boolean minute, boolean part, RouteView view, Past past) {
    lanes.values().forEach(lane -> lane.turn(atMillis, minute, part));
    RouteView.Rollout rollout = view.rollout();
    if (rollout == null) {
      return;
    }
    if (share.isEmpty()) {
      rememberShares(past.moves(), atMillis);
    }
    Interval noise = noise();
    Counts echoes = echoes();
    double[] row = {
      rollout.share().fraction().doubleValue(),
      echoes.seen() == 0 ? Double.NaN : echoes.rate(),
      echoes.seen() == 0 ? Double.NaN : noise.low(),
      echoes.seen() == 0 ? Double.NaN : noise.high(),
    };
    share.add(atMillis, row);
    if (minute) {
      share.addMinute(atMillis, row);
    }
    RouteView.Evidence known = rollout.evidence();
    if (known != null) {
      known.judgement().readings().forEach(reading -> add(atMillis, minute, reading, known, past));
    }
  }

  private void add(
      long atMillis, boolean minute, Reading reading, RouteView.Evidence known, Past past) {
    String metric = reading.metric().word();
    EvidenceTrack track = evidence.get(metric);
    if (track == null) {
      track = new EvidenceTrack(known.begun());
      track.remember(past.observations(name, metric), known.terms().alpha(), atMillis);
      evidence.put(metric, track);
    }
    track.add(atMillis, minute, reading, known);
  }

  /** Before and after each move, so that a plot of them has steps. */
  private void rememberShares(List<AuditLine> moves, long nowMillis) {
    for (AuditLine move : moves) {
      long at = move.at().toEpochMilli();
      if (move.route().equals(name) && at <= nowMillis) {
        rememberShare(at - 1, move.from().fraction().doubleValue(), nowMillis);
        rememberShare(at, move.to().fraction().doubleValue(), nowMillis);
      }
    }
  }

  private void rememberShare(long at, double fraction, long nowMillis) {
    double[] row = {fraction, Double.NaN, Double.NaN, Double.NaN};
    share.addMinute(at, row);
    if (nowMillis - at < Track.FINE.toMillis()) {
      share.add(at, row);
    }
  }

  private Counts echoes() {
    long different = sum(echoed, Verdict.DIFFERENT);
    return new Counts(sum(echoed, Verdict.SAME) + different, different);
  }

  private Interval noise() {
    return Interval.of(echoes(), NOISE_ALPHA);
  }

  private static long sum(Map<Verdict, LongAdder> counters, Verdict verdict) {
    return Objects.requireNonNull(counters.get(verdict)).sum();
  }

  RouteFigures figures(Duration window, long nowMillis) {
    List<LaneFigures> known = new ArrayList<>();
    new TreeMap<>(lanes).values().forEach(lane -> known.add(lane.figures(window, nowMillis)));
    Map<String, Series> tracks = new LinkedHashMap<>();
    evidence.forEach((metric, track) -> tracks.put(metric, track.over(window, nowMillis)));
    return new RouteFigures(
        known, sums(compared), sums(echoed), noise(), tracks, share.over(window, nowMillis));
  }

  private static Map<Verdict, Long> sums(Map<Verdict, LongAdder> counters) {
    Map<Verdict, Long> sums = new EnumMap<>(Verdict.class);
    counters.forEach((verdict, count) -> sums.put(verdict, count.sum()));
    return sums;
  }

  /** How all answers of the upstreams of those names are spread, to their ends and first bytes. */
  Figures.Spreads spreads(String upstream) {
    var whole = Stopwatch.sum();
    var firstByte = Stopwatch.sum();
    for (Role role : Role.values()) {
      Lane lane = lanes.get(key(upstream, role));
      if (lane != null) {
        lane.addHourTo(whole, firstByte);
      }
    }
    return new Figures.Spreads(Stopwatch.spread(whole), Stopwatch.spread(firstByte));
  }
}
