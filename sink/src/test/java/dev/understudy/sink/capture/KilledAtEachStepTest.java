package dev.understudy.sink.capture;

import dev.understudy.sink.capture.KillSwitch.Moment;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The steps on the way into the spool too, which are the same whatever the store is. */
class KilledAtEachStepTest extends KillsAtEachStep {
  KilledAtEachStepTest() {
    super(new TestStore.InAFolder());
  }

  @Override
  String place(Path folder) {
    return folder.resolve("captures").toString();
  }

  /** The steps of a run that captures and seals. */
  static Stream<KillStep> capturing() {
    return Stream.of(
        new KillStep("before the first segment is made", Moment.BEFORE_CREATE, 1),
        new KillStep("before the first segment has its header", Moment.AFTER_CREATE, 1),
        new KillStep("while the header is written", Moment.HALF_A_WRITE, 1),
        new KillStep("while records are written", Moment.HALF_A_WRITE, 3),
        new KillStep("before the segment is sealed", Moment.BEFORE_RENAME, 1),
        new KillStep("right after the segment is sealed", Moment.AFTER_RENAME, 1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("capturing")
  void whatWasAcknowledgedIsStoredOnceThoughTheProcessIsKilledBefore(KillStep step)
      throws Exception {
    capturesThough(step);
  }

  /** The steps of a run that mends the segments which dead runs left. */
  static Stream<KillStep> recovering() {
    return Stream.of(
        new KillStep("before the first torn tail is cut", Moment.BEFORE_CUT, 1),
        new KillStep("after the first torn tail is cut", Moment.AFTER_CUT, 1),
        new KillStep("after the first segment is sealed", Moment.AFTER_RENAME, 1),
        new KillStep("after the second torn tail is cut", Moment.AFTER_CUT, 2),
        new KillStep("before the last segment is sealed", Moment.BEFORE_RENAME, 3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recovering")
  void whatDeadRunsLeftIsStoredOnceThoughItsRecoveryIsKilledToo(KillStep step) throws Exception {
    recoversThough(step);
  }
}
