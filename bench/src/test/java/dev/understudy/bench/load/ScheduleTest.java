package dev.understudy.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void spreadsRequestsEvenlyOverEachSecond() {
    Schedule schedule = new Schedule(5, 2_000, 10_000);

    assertThat(schedule.dueNanos(0)).isEqualTo(5);
    assertThat(schedule.dueNanos(1)).isEqualTo(5 + 500_000);
    assertThat(schedule.dueNanos(2_000)).isEqualTo(5 + SECOND);
  }

  @Test
  void doesNotDriftWhereTheRateDoesNotDivideASecond() {
    Schedule schedule = new Schedule(0, 3, Long.MAX_VALUE);

    assertThat(schedule.dueNanos(3 * 3_600)).isEqualTo(3_600 * SECOND);
  }

  @Test
  void afterAStallAllRequestsOfTheStallAreDueAtTheirOwnTimes() {
    Schedule schedule = new Schedule(0, 1_000, 10_000);

    assertThat(schedule.dueBy(SECOND / 2)).isEqualTo(501);
    assertThat(schedule.dueNanos(500)).isEqualTo(SECOND / 2);
  }

  @Test
  void nothingIsDueBeforeTheStartNorBeyondTheCount() {
    Schedule schedule = new Schedule(SECOND, 10, 20);

    assertThat(schedule.dueBy(0)).isZero();
    assertThat(schedule.dueBy(100 * SECOND)).isEqualTo(20);
  }

  @Test
  void aRequestIsDueFromItsOwnMomentOnAndNotBefore() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      Schedule schedule =
          new Schedule(random.nextInt(1_000_000), 1 + random.nextInt(50_000), 1_000_000);
      long index = random.nextInt(900_000);
      long due = schedule.dueNanos(index);

      assertThat(schedule.dueBy(due)).as("seed %d", seed).isGreaterThan(index);
      assertThat(schedule.dueBy(due - 1)).as("seed %d", seed).isLessThanOrEqualTo(index);
    }
  }
}
