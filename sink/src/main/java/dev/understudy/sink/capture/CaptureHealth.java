package dev.understudy.sink.capture;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How capture fares, for readiness and metrics.
 *
 * @param pendingBytes bytes of bodies waiting in memory for the writer
 * @param spoolBytes bytes in the spool's segments
 * @param segments segments in the spool, the open one included
 * @param drainLag how long ago the oldest segment not yet in the store got its first record; zero
 *     where there is none
 * @param damagedSegments damaged segments kept aside in the spool's folder, for a person to look at
 * @param writeProblem why records cannot be written to the spool just now, or null
 * @param drainProblem why segments cannot be carried to the store just now, or null
 */
public record CaptureHealth(
    long pendingBytes,
    long spoolBytes,
    int segments,
    Duration drainLag,
    int damagedSegments,
    @Nullable String writeProblem,
    @Nullable String drainProblem) {

  /** Whether entries are being lost or delayed: the spool or the store cannot be written. */
  public boolean isDegraded() {
    return writeProblem != null || drainProblem != null;
  }
}
