package dev.understudy.trainer.router;

import java.math.BigDecimal;

/** What a threshold is set for. */
public sealed interface Goal {
  /** In words, such as {@code teacher_share 20%}. */
  String words();

  /**
   * So many of the requests to the teacher.
   *
   * @param share within [0, 1]
   */
  record TeacherShare(double share) implements Goal {
    public TeacherShare {
      require("teacher share", share);
    }

    @Override
    public String words() {
      return "teacher_share " + percent(share);
    }
  }

  /**
   * So many of the requests answered as the teacher would, and as few as that allows to the
   * teacher.
   *
   * @param share within [0, 1]
   */
  record Agreement(double share) implements Goal {
    public Agreement {
      require("agreement", share);
    }

    @Override
    public String words() {
      return "agreement " + percent(share);
    }
  }

  private static void require(String what, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "the %s must be within 0%% and 100%%, got %s".formatted(what, share));
    }
  }

  private static String percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }
}
