package dev.understudy.gateway.rehearsal;

import dev.understudy.gateway.student.Guard;
import dev.understudy.rules.decision.Withheld;
import java.util.Locale;

/** Why a shadow call that was dealt was not made, or not finished. */
enum NotMade {
  /** As many as the budget allows were under way. */
  CONCURRENCY,
  /** The budget's bytes per second were used up. */
  BYTES_PER_SECOND,
  /** The budget's dollars per hour were used up. */
  USD_PER_HOUR,
  /** The student's breaker was open. */
  BREAKER_OPEN,
  /** The request refers to state at its upstream or acts on the world. */
  STATEFUL,
  /** The request is not a call that stands for itself. */
  NOT_A_CALL,
  /** The request's body is not a JSON object that could be read. */
  NOT_JSON,
  /** The request's body was not kept whole: too long, or no memory left for it. */
  BODY_NOT_KEPT,
  /** Its client keeps the request out of the records. */
  OPTED_OUT,
  /** The primary request was not sent whole. */
  PRIMARY_NOT_SENT,
  /** The gateway was stopping. */
  STOPPING;

  /** The word used in metrics, such as {@code concurrency}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static NotMade of(Guard.Refusal refusal) {
    return refusal == Guard.Refusal.BREAKER_OPEN ? BREAKER_OPEN : CONCURRENCY;
  }

  static NotMade of(Withheld withheld) {
    return switch (withheld) {
      case STATEFUL -> STATEFUL;
      case NOT_A_CALL -> NOT_A_CALL;
      case NOT_JSON -> NOT_JSON;
      case NO_KEY,
          HARD,
          UNTRAINED_TOOLS,
          UNTRAINED_IMAGES,
          UNTRAINED_LANGUAGE,
          UNTRAINED_TEMPLATE,
          UNTRAINED_LENGTH,
          UNTRAINED_SHAPE ->
          NOT_JSON; // never given: they are no matter of eligibility
    };
  }
}
