package dev.understudy.sink.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One thing that happens to a capture.
 *
 * @param what the kind of thing
 * @param dice what decides how exactly; the same number does the same
 */
record CaptureStep(What what, long dice) {
  /** A kind of thing that happens. */
  enum What {
    OFFER(40),
    WRITER_TURN(40),
    SEAL(8),
    TIME_PASSES(4),
    DRAIN(30),
    STORE_FAILS(6),
    DISK_FILLS(4),
    DISK_FAILS(5),
    DISK_HEALS(9),
    CRASH_SOON(8),
    CRASH(4),
    POWER_LOSS(3),
    CLOSE_AND_OPEN(3),
    CORRUPTION(3);

    private static final List<What> LOTS = lots();

    /** How often it happens, beside the others. */
    private final int weight;

    What(int weight) {
      this.weight = weight;
    }

    private static List<What> lots() {
      List<What> lots = new ArrayList<>();
      for (What each : values()) {
        for (int i = 0; i < each.weight; i++) {
          lots.add(each);
        }
      }
      return lots;
    }
  }

  static CaptureStep any(Random dice) {
    return new CaptureStep(What.LOTS.get(dice.nextInt(What.LOTS.size())), dice.nextLong());
  }

  void happenTo(CaptureModel model, Random how) throws IOException {
    switch (what) {
      case OFFER -> model.offer(how);
      case WRITER_TURN -> model.turn();
      case SEAL -> model.seal();
      case TIME_PASSES -> model.age();
      case DRAIN -> model.drain(1 + how.nextInt(4));
      case STORE_FAILS -> model.storeFails(how);
      case DISK_FILLS -> model.diskFills(how);
      case DISK_FAILS -> model.diskFails(how);
      case DISK_HEALS -> model.diskHeals();
      case CRASH_SOON -> model.crashSoon(how);
      case CRASH -> model.crash();
      case POWER_LOSS -> model.losePower(how);
      case CLOSE_AND_OPEN -> model.reopen(how);
      case CORRUPTION -> model.corrupt(how);
    }
  }

  @Override
  public String toString() {
    return what + "(" + dice + ")";
  }
}
