package dev.understudy.gateway.drift;

import dev.understudy.rules.DriftRule;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alarms until somebody has acted on them. One that comes before there is a listener, or whose
 * roll-back fails, is told again with the next record. Safe for every thread.
 */
final class PendingAlarms {
  private static final Logger log = LoggerFactory.getLogger(PendingAlarms.class);

  private final Map<String, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicBoolean telling = new AtomicBoolean();
  private volatile DriftWatches.@Nullable Listener listener;

  private record Pending(DriftRule.OnDrift onDrift, String reason) {}

  /** Names who acts, and tells them of what came before. */
  void listen(DriftWatches.Listener heard) {
    listener = heard;
    tell();
  }

  /** An alarm was raised. */
  void raise(String route, DriftRule.OnDrift onDrift, String reason) {
    pending.put(route, new Pending(onDrift, reason));
    tell();
  }

  /** Forgets a route's alarm, as it is not watched any more, or watched anew. */
  void forget(String route) {
    pending.remove(route);
  }

  /** Tells again what nobody has acted on yet. */
  void again() {
    if (!pending.isEmpty()) {
      tell();
    }
  }

  /**
   * No lock is held meanwhile: who acts changes shares, and who reads the rules anew, which holds
   * back the shares, comes here.
   */
  private void tell() {
    DriftWatches.Listener told = listener;
    if (told == null || !telling.compareAndSet(false, true)) {
      return; // what is raised while others are told is told with the next record
    }
    try {
      pending.forEach(
          (route, alarm) -> {
            if (acted(told, route, alarm)) {
              pending.remove(route, alarm);
            }
          });
    } finally {
      telling.set(false);
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
