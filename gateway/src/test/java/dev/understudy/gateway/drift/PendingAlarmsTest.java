package dev.understudy.gateway.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.DriftRule.OnDrift;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PendingAlarmsTest {
  private final PendingAlarms alarms = new PendingAlarms();
  private final List<String> told = new ArrayList<>();

  @Test
  void alarmBeforeTheListenerWaitsForIt() {
    alarms.raise("moderation", OnDrift.ROLL_BACK, "drift");

    alarms.listen((route, onDrift, reason) -> told.add(route));
    alarms.again();

    assertThat(told).containsExactly("moderation");
  }

  @Test
  void alarmIsToldUntilItIsActedOn() {
    alarms.listen(
        (route, onDrift, reason) -> {
          told.add(route);
          if (told.size() == 1) {
            throw new IllegalStateException("the ledger is gone");
          }
          return told.size() == 3;
        });

    alarms.raise("moderation", OnDrift.ROLL_BACK, "drift");
    for (int i = 0; i < 5; i++) {
      alarms.again();
    }

    assertThat(told).hasSize(3);
  }

  @Test
  void whoeverActsMayWaitForOneWhoComesHereMeanwhile() {
    alarms.listen(
        (route, onDrift, reason) -> {
          CompletableFuture<Void> other =
              CompletableFuture.runAsync(() -> alarms.forget("sorting"));
          told.add(route);
          return other.orTimeout(20, TimeUnit.SECONDS).handle((done, late) -> late == null).join();
        });

    alarms.raise("moderation", OnDrift.ROLL_BACK, "drift");
    alarms.again();

    assertThat(told).containsExactly("moderation");
  }

  @Test
  void alarmOfARouteThatIsWatchedAnewIsForgotten() {
    alarms.raise("moderation", OnDrift.ROLL_BACK, "drift");

    alarms.forget("moderation");
    alarms.listen((route, onDrift, reason) -> told.add(route));

    assertThat(told).isEmpty();
  }
}
