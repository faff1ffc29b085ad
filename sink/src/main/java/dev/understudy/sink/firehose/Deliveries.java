package dev.understudy.sink.firehose;

/**
 * What went to the delivery streams since the start, for metrics. Only ever grows.
 *
 * @param batches calls that were answered with success, in whole or in part
 * @param sent records that a stream took
 * @param resent records that were sent once more because they were not taken, or not known to be
 * @param throttled answers that asked for fewer calls
 * @param claimChecked records that were too large, and lie in the store instead
 */
public record Deliveries(long batches, long sent, long resent, long throttled, long claimChecked) {
  /** Nothing yet. */
  static final Deliveries NONE = new Deliveries(0, 0, 0, 0, 0);

  /** These and those. */
  Deliveries plus(Deliveries more) {
    return new Deliveries(
        batches + more.batches,
        sent + more.sent,
        resent + more.resent,
        throttled + more.throttled,
        claimChecked + more.claimChecked);
  }

  static Deliveries ofBatch(int sent) {
    return new Deliveries(1, sent, 0, 0, 0);
  }

  static Deliveries ofResend(int records) {
    return new Deliveries(0, 0, records, 0, 0);
  }

  static Deliveries ofThrottle() {
    return new Deliveries(0, 0, 0, 1, 0);
  }

  static Deliveries ofClaim() {
    return new Deliveries(0, 0, 0, 0, 1);
  }
}
