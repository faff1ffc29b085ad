package dev.understudy.diff.drift;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Watches a stream of requests for drift away from a profile. Not thread-safe.
 *
 * <p>Each feature is betted on by a {@link FeatureMartingale}; the mean of their capitals is that
 * of all. While requests and the profile's counted rows are exchangeable, it ever reaches 1/alpha
 * with a chance of at most alpha, by Ville's inequality: over the whole stream, however long and
 * however often one looks. As each request stakes a little of what is left, a drift that begins
 * after a million quiet requests is found, too; it has to earn a hundred million times more for
 * that, which a new language does in some ten requests more.
 *
 * <p>With enough requests the smallest true difference is shown beyond doubt, and would help
 * nobody. So an alarm needs both: a capital of 1/alpha or more, now; and a feature, with as much
 * capital of its own, whose PSI over the last window is above the floor by more than what chance
 * brings. The second condition can only make false alarms fewer.
 *
 * <p>What is not known of a request, such as the label where the teacher did not answer, is not
 * betted on; whether it is known must not hang on what it is, see {@link TeachersLot}.
 *
 * <p>The first alarm stays. A watch begun anew is a stream of its own, with a chance of a false
 * alarm of its own; so is the watch of each gateway.
 *
 * <p>Assumed is that requests come in no particular order. Those of one user or conversation hang
 * together and break that; so only {@link FirstRequests} of each window count. What goes up and
 * down with the time of day breaks it, too, and is drift to this watch where it is great enough.
 */
public final class DriftWatch {
  private final InputProfile profile;
  private final DriftSettings settings;
  private final Map<Feature, FeatureMartingale> martingales = new EnumMap<>(Feature.class);
  private final Map<Feature, BinWindow> windows = new EnumMap<>(Feature.class);
  private final FirstRequests firsts;
  private long requests;
  private long counted;
  private @Nullable DriftAlarm alarm;

  /** A watch that has seen nothing yet. */
  public DriftWatch(InputProfile profile, DriftSettings settings) {
    this.profile = profile;
    this.settings = settings;
    this.firsts = new FirstRequests(settings.window(), settings.seed());
    profile
        .features()
        .forEach(
            (feature, spread) -> {
              martingales.put(feature, new FeatureMartingale(spread.counts()));
              windows.put(feature, new BinWindow(settings.window(), spread.counts().size()));
            });
  }

  /**
   * A request came.
   *
   * @param id tells it from others; from it the lots are drawn, so it must not hang on the input
   * @param keys by what requests hang together
   * @return the alarm where this request raised it, else null
   */
  public @Nullable DriftAlarm observe(String id, RequestKeys keys, InputFacts facts) {
    requests++;
    if (!firsts.next(keys)) {
      return null;
    }
    counted++;
    long lots = Mixing.of(id, settings.seed());
    int place = 0;
    for (Map.Entry<Feature, FeatureMartingale> each : martingales.entrySet()) {
      int bin = profile.bin(each.getKey(), facts);
      double lot = Mixing.unit(lots, place++);
      if (bin != InputProfile.UNKNOWN) {
        each.getValue().observe(bin, lot);
        window(each.getKey()).add(bin);
      }
    }
    if (alarm != null || capital() < 1 / settings.alpha()) {
      return null;
    }
    alarm = found();
    return alarm;
  }

  private BinWindow window(Feature feature) {
    return Objects.requireNonNull(windows.get(feature));
  }

  /** What a capital of one has become, all features together. */
  double capital() {
    double sum = 0;
    for (FeatureMartingale each : martingales.values()) {
      sum += each.capital();
    }
    return martingales.isEmpty() ? 1 : sum / martingales.size();
  }

  private @Nullable DriftAlarm found() {
    Feature most = null;
    double capital = 1 / settings.alpha();
    double psi = 0;
    for (Map.Entry<Feature, FeatureMartingale> each : martingales.entrySet()) {
      if (each.getValue().capital() >= capital) {
        FeatureDrift drift = drift(each.getKey());
        if (drift.psi() - drift.byChance() > settings.floor()) {
          most = each.getKey();
          capital = drift.capital();
          psi = drift.psi();
        }
      }
    }
    return most == null ? null : new DriftAlarm(requests, counted, most, capital(), psi);
  }

  private FeatureDrift drift(Feature feature) {
    List<Long> expected = Objects.requireNonNull(profile.features().get(feature)).counts();
    List<Long> observed = window(feature).counts();
    return new FeatureDrift(
        Objects.requireNonNull(martingales.get(feature)).capital(),
        Psi.of(expected, observed),
        Psi.byChance(expected, observed),
        observed);
  }

  /** How the stream stands. */
  public DriftStatus status() {
    Map<Feature, FeatureDrift> features = new EnumMap<>(Feature.class);
    martingales.keySet().forEach(feature -> features.put(feature, drift(feature)));
    return new DriftStatus(requests, counted, capital(), features, alarm);
  }
}
