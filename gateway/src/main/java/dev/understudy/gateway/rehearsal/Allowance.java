package dev.understudy.gateway.rehearsal;

/**
 * So much of something per second: bytes or money. What a call takes is known only after it, so a
 * call may begin while the account is not overdrawn, and what it took is booked when known. Safe
 * for every thread.
 */
final class Allowance {
  private final double perNano;
  private final double most;
  private double left;
  private long lookedNanos;

  /**
   * A full account.
   *
   * @param perSecond what comes in each second
   * @param seconds how many seconds' worth it holds
   */
  Allowance(double perSecond, double seconds, long nowNanos) {
    this.perNano = perSecond / 1e9;
    this.most = perSecond * seconds;
    this.left = most;
    this.lookedNanos = nowNanos;
  }

  /** Books the amount if the account is not overdrawn; else answers false. */
  synchronized boolean tryTake(double amount, long nowNanos) {
    left = Math.min(most, left + (nowNanos - lookedNanos) * perNano);
    lookedNanos = nowNanos;
    if (left <= 0) {
      return false;
    }
    left -= amount;
    return true;
  }

  /** Books an amount that was taken, or gives back a negative one. */
  synchronized void book(double amount) {
    left = Math.min(most, left - amount);
  }
}
