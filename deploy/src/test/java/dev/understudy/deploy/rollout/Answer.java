package dev.understudy.deploy.rollout;

/**
 * What a client of the crowd got.
 *
 * @param question what it had asked
 * @param status the status, or 0 where no whole answer came
 * @param upstream who answered, as the gateway says; empty where it does not
 * @param body the body, or the failure in words where no whole answer came
 */
record Answer(Question question, int status, String upstream, String body) {
  /** Whether the client got what it wanted. */
  boolean isGood() {
    return status == 200 && question.isAnsweredBy(body);
  }
}
