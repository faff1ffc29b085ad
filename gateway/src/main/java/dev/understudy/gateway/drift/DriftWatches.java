package dev.understudy.gateway.drift;

import dev.understudy.diff.drift.DriftAlarm;
import dev.understudy.diff.drift.DriftStatus;
import dev.understudy.diff.drift.StudentInputs;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.wire.Reading;
import dev.understudy.rules.DriftRule;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watches of all routes whose rules have one. They see what clients asked when it is carried
 * into the store, where it is read anyway, and as it is stored: redacted, as training sets are. So
 * an alarm comes as late as a segment is carried, after a minute by default, and costs no client
 * anything. Safe for every thread.
 *
 * <p>Each gateway watches its own requests, with a chance of a false alarm of its own. A watch
 * begins anew when the gateway starts, or rule or profile change.
 */
public final class DriftWatches {
  private static final Logger log = LoggerFactory.getLogger(DriftWatches.class);

  private final DriftMeters meters;
  private final PendingAlarms alarms = new PendingAlarms();
  private volatile Map<String, WatchedRoute> watches = Map.of();

  /** Hears of drift. */
  public interface Listener {
    /**
     * Drift is shown.
     *
     * @param route the route's name
     * @param onDrift what the rules want
     * @param reason in words
     * @return whether it was acted on; else it is told again
     */
    boolean drifted(String route, DriftRule.OnDrift onDrift, String reason);
  }

  /** None yet. */
  public DriftWatches(MeterRegistry registry) {
    this.meters = new DriftMeters(registry);
  }

  /**
   * Names who is told of drift, on the thread that carries records into the store, or on this one
   * of what came before.
   */
  public void listen(Listener heard) {
    alarms.listen(heard);
  }

  /**
   * Reads the profile of a rule.
   *
   * @throws IOException if there is none; the message names the file and the remedy
   */
  public static StudentInputs profile(DriftRule rule) throws IOException {
    return StudentInputs.read(rule.profile());
  }

  /**
   * Goes on under other rules. Watches whose rule and profile are the same go on as they are. A
   * profile that is gone by now is logged, and its route not watched. Not to be called by two
   * threads at a time.
   */
  public void rules(Rules rules) {
    Map<String, WatchedRoute> next = new LinkedHashMap<>();
    for (Route route : rules.routes()) {
      WatchedRoute watched = watched(route);
      if (watched != null) {
        next.put(route.name(), watched);
      }
    }
    watches.forEach(
        (name, before) -> {
          if (next.get(name) != before) {
            alarms.forget(name);
          }
        });
    watches = next;
    meters.show(List.copyOf(next.values()));
  }

  private @Nullable WatchedRoute watched(Route route) {
    DriftRule rule = route.drift();
    if (rule == null) {
      return null;
    }
    try {
      StudentInputs inputs = profile(rule);
      WatchedRoute known = watches.get(route.name());
      return known != null && known.isUnder(route, inputs)
          ? known
          : new WatchedRoute(route, rule, inputs);
    } catch (IOException gone) {
      log.atError()
          .addKeyValue("route", route.name())
          .addKeyValue("problem", gone.getMessage())
          .log("route is not watched for drift");
      return null;
    }
  }

  /**
   * An exchange was read. What no client asked, or no watch is about, is passed over. Each exchange
   * must be shown once. Never throws.
   */
  public void observe(Exchange exchange, Reading reading) {
    alarms.again();
    WatchedRoute watch = watches.get(exchange.route());
    if (watch == null || exchange.role() != Role.PRIMARY) {
      return;
    }
    try {
      observe(watch, exchange, reading);
    } catch (RuntimeException | StackOverflowError ours) { // content may be in the message
      log.atError()
          .addKeyValue("exchange", exchange.exchangeId())
          .addKeyValue("failure", ours.getClass().getName())
          .log("a request could not be watched for drift");
    }
  }

  private void observe(WatchedRoute watch, Exchange exchange, Reading reading) {
    DriftAlarm alarm = watch.observe(exchange, reading);
    if (alarm != null) {
      String reason = reason(alarm);
      log.atWarn()
          .addKeyValue("route", watch.route())
          .addKeyValue("feature", alarm.feature().word())
          .addKeyValue("psi", alarm.psi())
          .addKeyValue("requests", alarm.requests())
          .addKeyValue("on_drift", watch.rule().onDrift().word())
          .log("requests are not like those the student was trained on");
      alarms.raise(watch.route(), watch.rule().onDrift(), reason);
    }
  }

  private static String reason(DriftAlarm alarm) {
    return String.format(
        Locale.ROOT,
        "drift: %s, PSI %.2f, shown at request %d",
        alarm.feature().word(),
        alarm.psi(),
        alarm.requests());
  }

  /** How a route's requests stand, or null where they are not watched. */
  public @Nullable DriftStatus status(String route) {
    WatchedRoute watch = watches.get(route);
    return watch == null ? null : watch.status();
  }
}
