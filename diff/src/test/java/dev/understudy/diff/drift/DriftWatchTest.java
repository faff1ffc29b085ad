package dev.understudy.diff.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DriftWatchTest {
  /** The request of the stream that raises the alarm, counted from 1; 0 where none does. */
  private static long alarmed(
      Traffic traffic,
      InputProfile profile,
      double alpha,
      int requests,
      Function<Traffic, InputFacts> next) {
    DriftWatch watch = new DriftWatch(profile, new DriftSettings(alpha, 500, 0.1, 7));
    for (int i = 0; i < requests; i++) {
      DriftAlarm alarm = watch.observe(traffic.id(), RequestKeys.NONE, next.apply(traffic));
      if (alarm != null) {
        return alarm.requests();
      }
    }
    return 0;
  }

  @Test
  void ofManyStreamsAsInTrainingNoMoreRaiseAlarmsThanAlphaAllows() {
    int streams = 200;
    int shown = 0;
    int alarms = 0;
    for (int seed = 0; seed < streams; seed++) {
      Traffic traffic = new Traffic(seed);
      InputProfile profile = traffic.labelledProfile(600);
      DriftWatch watch = new DriftWatch(profile, new DriftSettings(0.1, 500, 0, seed));
      double most = 0;
      for (int i = 0; i < 3_000; i++) {
        InputFacts facts = traffic.usual();
        if (traffic.isTeachers()) {
          facts = facts.labelled(traffic.label(0.1));
        }
        watch.observe(traffic.id(), RequestKeys.NONE, facts);
        most = Math.max(most, watch.capital());
      }
      shown += most >= 10 ? 1 : 0;
      alarms += watch.status().alarm() == null ? 0 : 1;
    }

    // Of 200 with a chance of 0.1 each, more than 33 are seen once in a thousand times.
    assertThat(shown).isLessThanOrEqualTo(33);
    assertThat(alarms).isLessThanOrEqualTo(shown);
  }

  @Test
  void hundredThousandRequestsAsInTrainingRaiseNoAlarm() {
    Traffic traffic = new Traffic(11);

    long alarmed =
        alarmed(
            traffic,
            traffic.labelledProfile(3_000),
            0.01,
            100_000,
            of -> of.usual().labelled(of.label(0.1)));

    assertThat(alarmed).isZero();
  }

  @Test
  void eachShiftAloneIsFoundWithinFiveHundredRequests() {
    Map<String, Function<Traffic, InputFacts>> shifts =
        Map.of(
            "language", Traffic::inAnotherLanguage,
            "template", Traffic::ofAnotherTemplate,
            "surprise", Traffic::ofOtherWords,
            "characters", Traffic::longer);

    shifts.forEach(
        (name, shift) -> {
          for (int seed = 0; seed < 10; seed++) {
            Traffic traffic = new Traffic(seed);

            long alarmed = alarmed(traffic, traffic.profile(2_000), 0.01, 500, shift);

            assertThat(alarmed).as(name).isBetween(1L, 500L);
          }
        });
  }

  @Test
  void driftThatBeginsLateIsFoundWithinFiveHundredRequests() {
    Traffic traffic = new Traffic(3);
    DriftWatch watch = new DriftWatch(traffic.profile(2_000), DriftSettings.DEFAULT);
    int quiet = 50_000;
    for (int i = 0; i < quiet; i++) {
      watch.observe(traffic.id(), RequestKeys.NONE, traffic.usual());
    }

    DriftAlarm alarm = null;
    for (int i = 0; i < 500 && alarm == null; i++) {
      alarm = watch.observe(traffic.id(), RequestKeys.NONE, traffic.longer());
    }

    assertThat(alarm).isNotNull();
    assertThat(Objects.requireNonNull(alarm).requests()).isBetween(quiet + 1L, quiet + 500L);
    assertThat(watch.status().alarm()).isEqualTo(alarm);
  }

  @Test
  void someOfAnotherLanguageAmongUsualOnesAreFound() {
    Traffic traffic = new Traffic(5);
    int[] turn = {0};

    long alarmed =
        alarmed(
            traffic,
            traffic.profile(2_000),
            0.01,
            1_000,
            any -> turn[0]++ % 5 == 0 ? any.inAnotherLanguage() : any.usual());

    assertThat(alarmed).isBetween(1L, 1_000L);
  }

  @Test
  void differenceBelowTheFloorIsShownButAlarmsNobody() {
    Traffic traffic = new Traffic(6);
    DriftWatch watch = new DriftWatch(traffic.profile(12_000), DriftSettings.DEFAULT);
    double most = 0;
    for (int i = 0; i < 6_000; i++) {
      watch.observe(
          traffic.id(), RequestKeys.NONE, i % 8 == 0 ? traffic.summarising() : traffic.usual());
      most = Math.max(most, watch.capital());
    }

    assertThat(most).isGreaterThan(100);
    assertThat(watch.status().alarm()).isNull();
  }

  @Test
  void ofOneUsersRequestsOneCountsInEachWindow() {
    Traffic traffic = new Traffic(8);
    DriftWatch watch = new DriftWatch(traffic.profile(500), new DriftSettings(0.01, 100, 0.1, 0));

    for (int i = 0; i < 1_000; i++) {
      boolean ofOne = i % 2 == 0;
      watch.observe(
          traffic.id(),
          new RequestKeys("session " + i, ofOne ? "one user" : "user " + i, null),
          ofOne ? traffic.inAnotherLanguage() : traffic.usual());
    }

    assertThat(watch.status().requests()).isEqualTo(1_000);
    assertThat(watch.status().counted()).isEqualTo(510);
    assertThat(watch.status().alarm()).isNull();
  }

  @Test
  void keyThatNearlyAllRequestsShareIsPassedOver() {
    FirstRequests firsts = new FirstRequests(100, 0);
    int counted = 0;
    for (int i = 0; i < 1_000; i++) {
      counted += firsts.next(new RequestKeys(null, "<REDACTED>", i % 50 / 64.0)) ? 1 : 0;
    }

    // Fifty buckets in each hundred, but nobody is told apart before the first twenty came.
    assertThat(counted).isEqualTo(10 * 50 - 19);
  }

  @Test
  void conversationsAreToldApartEvenWhereEachRequestHasABucketOfItsOwn() {
    FirstRequests firsts = new FirstRequests(100, 0);
    int counted = 0;
    for (int i = 0; i < 1_000; i++) {
      counted += firsts.next(new RequestKeys("session " + i / 10, null, i / 1_000.0)) ? 1 : 0;
    }

    assertThat(counted).isEqualTo(100);
  }

  @Test
  void shiftedMixOfLabelsIsFoundWithinFiveHundredLabelledRequests() {
    for (int seed = 0; seed < 10; seed++) {
      Traffic traffic = new Traffic(seed);
      DriftWatch watch = new DriftWatch(traffic.labelledProfile(2_000), DriftSettings.DEFAULT);
      DriftAlarm alarm = null;
      int labelled = 0;
      while (alarm == null && labelled < 500) {
        boolean isLabelled = traffic.isTeachers();
        InputFacts facts = traffic.usual();
        labelled += isLabelled ? 1 : 0;
        alarm =
            watch.observe(
                traffic.id(),
                RequestKeys.NONE,
                isLabelled ? facts.labelled(traffic.label(0.4)) : facts);
      }

      assertThat(alarm).as("seed " + seed).isNotNull();
      assertThat(Objects.requireNonNull(alarm).feature()).isEqualTo(Feature.LABEL);
    }
  }

  @Test
  void mixOfTheHardRequestsAloneIsNotTakenForThatOfAll() {
    Traffic traffic = new Traffic(12);
    DriftWatch watch = new DriftWatch(traffic.labelledProfile(2_000), DriftSettings.DEFAULT);
    TeachersLot lot = new TeachersLot();
    long known = 0;
    for (int i = 0; i < 20_000; i++) {
      double bucket = traffic.bucket();
      String label = traffic.label(0.1);
      boolean isHard = label.equals("1");
      InputFacts facts = traffic.usual();
      if (bucket < 0.5 && !isHard) {
        lot.student(bucket);
      } else if (lot.isTeachers("hybrid", bucket)) {
        facts = facts.labelled(label);
        known++;
      }
      watch.observe(traffic.id(), RequestKeys.NONE, facts);
    }

    assertThat(known).isBetween(9_000L, 10_300L);
    assertThat(watch.status().alarm()).isNull();
  }

  @Test
  void whereTheStudentReachesAllKeysNoAnswerOfTheTeacherIsByLot() {
    Traffic traffic = new Traffic(13);
    TeachersLot lot = new TeachersLot();
    int byLot = 0;
    for (int i = 0; i < 20_000; i++) {
      double bucket = traffic.bucket();
      if (i % 5 == 0) {
        byLot += lot.isTeachers("hybrid", bucket) ? 1 : 0;
      } else {
        lot.student(bucket);
      }
    }

    assertThat(byLot).isZero();
    assertThat(lot.isTeachers("dark", 0.1)).isTrue();
    assertThat(lot.isTeachers("teacher", null)).isTrue();
    assertThat(lot.isTeachers("student", 0.99)).isFalse();
    assertThat(new TeachersLot().isTeachers("canary", 0.99)).isFalse();
  }

  @Test
  void afterTheShareWasRaisedItsReachIsLearnedAnew() {
    Traffic traffic = new Traffic(14);
    TeachersLot lot = new TeachersLot();
    for (int i = 0; i < 5_000; i++) {
      lot.student(traffic.bucket() * 0.05);
    }
    assertThat(lot.isTeachers("canary", 0.2)).isTrue();

    lot.student(0.1); // the first beyond: the share is 25 % now

    assertThat(lot.isTeachers("canary", 0.2)).isFalse();
    for (int i = 0; i < 5_000; i++) {
      lot.student(traffic.bucket() * 0.25);
    }
    assertThat(lot.isTeachers("canary", 0.2)).isFalse();
    assertThat(lot.isTeachers("canary", 0.3)).isTrue();
  }

  @Test
  void sameRequestsGiveTheSameStatus() {
    assertThat(status(1)).isEqualTo(status(1)).isNotEqualTo(status(2));
  }

  private static DriftStatus status(long lots) {
    Traffic traffic = new Traffic(9);
    DriftWatch watch = new DriftWatch(traffic.profile(500), new DriftSettings(0.01, 50, 0.1, lots));
    for (int i = 0; i < 200; i++) {
      RequestKeys keys = new RequestKeys(i % 7 == 0 ? "k" : null, null, null);
      watch.observe(traffic.id(), keys, traffic.usual());
    }
    return watch.status();
  }

  @Test
  void whatIsNotKnownIsNotBettedOn() {
    Traffic traffic = new Traffic(10);
    DriftWatch watch = new DriftWatch(traffic.profile(500), DriftSettings.DEFAULT);

    watch.observe("1", RequestKeys.NONE, traffic.usual());

    assertThat(watch.status().features()).doesNotContainKey(Feature.LABEL);
    assertThat(Objects.requireNonNull(watch.status().features().get(Feature.TURNS)).window())
        .contains(1L);
  }
}
