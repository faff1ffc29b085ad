package dev.understudy.gateway.drift;

import dev.understudy.rules.DriftRule;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alarms until somebody has acted on them. One that comes before there is a listener, or whose
 * roll-back fails, is told again with the next record and with the next rules. Safe for every
 * thread.
 */
final class PendingAlarms {
  private static final Logger log = LoggerFactory.getLogger(PendingAlarms.class);

  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private DriftWatches.@Nullable Listener listener;
  private volatile boolean isEmpty = true;

  private record Pending(DriftRule.OnDrift onDrift, String reason) {}

  /** Names who acts, and tells them of what came before. */
  synchronized void listen(DriftWatches.Listener heard) {
    listener = heard;
    tell();
  }

  /** An alarm was raised. */
  synchronized void raise(String route, DriftRule.OnDrift onDrift, String reason) {
    pending.put(route, new Pending(onDrift, reason));
    isEmpty = false;
    tell();
  }

  /** Forgets a route's alarm, as it is not watched any more, or watched anew. */
  synchronized void forget(String route) {
    pending.remove(route);
    isEmpty = pending.isEmpty();
  }

  /** Tells again what nobody has acted on yet. */
  void again() {
    if (!isEmpty) {
      tell();
    }
  }

  private synchronized void tell() {
    DriftWatches.Listener told = listener;
    if (told != null) {
      pending.entrySet().removeIf(each -> acted(told, each.getKey(), each.getValue()));
      isEmpty = pending.isEmpty();
    }
  }

  private static boolean acted(DriftWatches.Listener told, String route, Pending alarm) {
    try {
      return told.drifted(route, alarm.onDrift(), alarm.reason());
    } catch (RuntimeException failed) {
      log.atDebug().addKeyValue("route", route).setCause(failed).log("drift not acted on yet");
      return false;
    }
  }
}
