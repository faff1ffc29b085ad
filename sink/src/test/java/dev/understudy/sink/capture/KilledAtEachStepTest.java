package dev.understudy.sink.capture;

import dev.understudy.sink.capture.KillSwitch.Moment;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The steps on the way into the spool too, which are the same whatever the store is. */
class KilledAtEachStepTest extends KillsAtEachStep {
  KilledAtEachStepTest() {
    super(new TestStore.InAFolder());
  }

  @Override
  String place(Path folder) {
    return folder.resolve("captures").toString();
  }

  /** A step of a run that captures and seals. */
  enum CapturingStep {
    BEFORE_THE_FIRST_SEGMENT_IS_MADE(Moment.BEFORE_CREATE, 1),
    BEFORE_THE_FIRST_SEGMENT_HAS_ITS_HEADER(Moment.AFTER_CREATE, 1),
    WHILE_THE_HEADER_IS_WRITTEN(Moment.HALF_A_WRITE, 1),
    WHILE_RECORDS_ARE_WRITTEN(Moment.HALF_A_WRITE, 3),
    BEFORE_THE_SEGMENT_IS_SEALED(Moment.BEFORE_RENAME, 1),
    RIGHT_AFTER_THE_SEGMENT_IS_SEALED(Moment.AFTER_RENAME, 1);

    private final Moment moment;
    private final int occurrence;

    CapturingStep(Moment moment, int occurrence) {
      this.moment = moment;
      this.occurrence = occurrence;
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void whatWasAcknowledgedIsStoredOnceThoughTheProcessIsKilledBefore(CapturingStep step)
      throws Exception {
    capturesThough(step.moment, step.occurrence);
  }

  /** A step of a run that mends the segments which dead runs left. */
  enum RecoveringStep {
    BEFORE_THE_FIRST_TORN_TAIL_IS_CUT(Moment.BEFORE_CUT, 1),
    AFTER_THE_FIRST_TORN_TAIL_IS_CUT(Moment.AFTER_CUT, 1),
    AFTER_THE_FIRST_SEGMENT_IS_SEALED(Moment.AFTER_RENAME, 1),
    AFTER_THE_SECOND_TORN_TAIL_IS_CUT(Moment.AFTER_CUT, 2),
    BEFORE_THE_LAST_SEGMENT_IS_SEALED(Moment.BEFORE_RENAME, 3);

    private final Moment moment;
    private final int occurrence;

    RecoveringStep(Moment moment, int occurrence) {
      this.moment = moment;
      this.occurrence = occurrence;
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void whatDeadRunsLeftIsStoredOnceThoughItsRecoveryIsKilledToo(RecoveringStep step)
      throws Exception {
    recoversThough(step.moment, step.occurrence);
  }
}
