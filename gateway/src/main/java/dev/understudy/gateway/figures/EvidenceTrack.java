package dev.understudy.gateway.figures;

import dev.understudy.diff.evidence.Counts;
import dev.understudy.diff.evidence.Interval;
import dev.understudy.diff.evidence.Reading;
import dev.understudy.diff.evidence.Slice;
import dev.understudy.diff.evidence.Terms;
import dev.understudy.gateway.admin.RouteView;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * How the evidence about one metric went over time: the rate of bad observations since the evidence
 * began, and where it lies with a confidence that holds at every look. Where the evidence begins
 * anew, a row of which nothing is known parts it from what was before, which was of another student
 * or is not counted any more. For one thread at a time.
 */
final class EvidenceTrack {
  /** Rate, its lower and upper end, observations, bad ones, proof of harm, proof of good. */
  private static final int COLUMNS = 7;

  private final Track track = new Track(COLUMNS);
  private Instant begun;

  /** A track of evidence that began then. */
  EvidenceTrack(Instant begun) {
    this.begun = begun;
  }

  /** Takes what was observed before, of which nobody was there to look at the proofs. */
  void remember(List<Slice> observations, double alpha, long nowMillis) {
    Counts counts = Counts.NONE;
    for (Slice slice : observations) {
      counts = counts.plus(new Counts(slice.seen(), slice.bad()));
      long at = Math.min(nowMillis, (slice.last() + 1) * Slice.WINDOW_MILLIS);
      double[] row = row(counts, alpha, Double.NaN, Double.NaN);
      track.addMinute(at, row);
      if (nowMillis - at < Track.FINE.toMillis()) {
        track.add(at, row);
      }
    }
  }

  void add(long atMillis, boolean minute, Reading reading, RouteView.Evidence known) {
    Terms terms = known.terms();
    if (!begun.equals(known.begun())) {
      begun = known.begun();
      double[] gap = new double[COLUMNS];
      Arrays.fill(gap, Double.NaN);
      track.add(atMillis - 1, gap);
      track.addMinute(atMillis - 1, gap);
    }
    double[] row =
        row(
            reading.all(),
            terms.alpha(),
            reading.harmLogWealth() / terms.harmThreshold(),
            reading.passLogWealth() / terms.passThreshold());
    track.add(atMillis, row);
    if (minute) {
      track.addMinute(atMillis, row);
    }
  }

  private static double[] row(Counts counts, double alpha, double harm, double pass) {
    Interval lies = Interval.of(counts, alpha);
    double rate = counts.seen() == 0 ? Double.NaN : counts.rate();
    return new double[] {
      rate, lies.low(), lies.high(), counts.seen(), counts.bad(), harm, pass,
    };
  }

  Series over(Duration window, long nowMillis) {
    return track.over(window, nowMillis);
  }
}
