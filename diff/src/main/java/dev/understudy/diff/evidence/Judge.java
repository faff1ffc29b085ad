package dev.understudy.diff.evidence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Says what the standings of all gateways together amount to; pure: no clock, dice or I/O.
 * Immutable, any thread may ask.
 *
 * <p>Each question is a game against the opposite hypothesis, begun with a capital of one. While
 * that hypothesis is true, the capital is not expected to grow (it is a non-negative
 * supermartingale), so by Ville's inequality it ever reaches 1/alpha with a chance of at most
 * alpha, however often one looks.
 *
 * <ul>
 *   <li><em>Harm</em>: bets against "each observation is bad with a chance of at most the limit,
 *       given what came before". Part of the capital is staked anew in each window, by {@link
 *       Reserve}. Shown when any metric's capital is at least m/alpha.
 *   <li><em>Good enough</em>: bets against "each observation of this step is bad with a chance of
 *       at least the limit, given what came before". Shown when every metric's capital is at least
 *       1/alpha.
 * </ul>
 *
 * <p>What a bet made at one gateway multiplies with what the same bet made at the others, which for
 * bets with fixed factors is the same as adding the counts; the bets' capitals are then summed. So
 * several gateways decide on as few observations as one.
 *
 * @see <a href="https://doi.org/10.1093/jrsssb/qkad009">Waudby-Smith, Ramdas (2023): betting</a>
 * @see <a href="https://doi.org/10.1214/20-AOS2020">Vovk, Wang (2021): E-values, combining</a>
 * @see <a href="https://arxiv.org/abs/2203.03532">Shin, Ramdas, Rinaldo (2022): E-detectors, bets
 *     begun anew at each time</a>
 * @see <a href="https://arxiv.org/abs/2205.14762">Lindon, Sanden, Shirikian (2022): Rapid
 *     regression detection in software deployments through sequential testing</a>
 */
public final class Judge {
  private final Terms terms;
  private final long begun;
  private final Bets[] harmBets;
  private final Bets[] passBets;

  /**
   * A judge on those terms.
   *
   * @param begunMillis when the evidence began, in milliseconds since the epoch; the same at every
   *     gateway
   */
  public Judge(Terms terms, long begunMillis) {
    this.terms = terms;
    this.begun = Slice.window(begunMillis);
    this.harmBets = terms.metrics().stream().map(m -> Bets.above(m.limit())).toArray(Bets[]::new);
    this.passBets = terms.metrics().stream().map(m -> Bets.below(m.limit())).toArray(Bets[]::new);
  }

  /** The terms. */
  public Terms terms() {
    return terms;
  }

  /** What the standings amount to at that step. */
  public Judgement judge(long step, Collection<Standing> standings) {
    List<Reading> readings = new ArrayList<>(terms.metrics().size());
    boolean harm = false;
    boolean pass = true;
    long most = 0;
    for (int metric = 0; metric < terms.metrics().size(); metric++) {
      Counts all = Counts.NONE;
      for (Standing standing : standings) {
        all = all.plus(standing.tallies().get(metric).all());
      }
      Counts inStep = inStep(metric, step, standings);
      Harm found = harm(metric, standings);
      Reading reading =
          new Reading(
              terms.metrics().get(metric),
              inStep,
              all,
              Interval.of(inStep, terms.alpha()),
              found.logWealth(),
              found.counts(),
              found.firstWindow() * Slice.WINDOW_MILLIS,
              passBets[metric].logWealth(inStep.seen(), inStep.bad()));
      readings.add(reading);
      harm |= reading.harmLogWealth() >= terms.harmThreshold();
      pass &= reading.passLogWealth() >= terms.passThreshold();
      most = Math.max(most, inStep.seen());
    }
    Long budget = terms.budget();
    Outcome outcome =
        harm
            ? Outcome.ROLL_BACK
            : pass
                ? Outcome.PROMOTE
                : budget != null && most >= budget ? Outcome.UNDECIDED : Outcome.CONTINUE;
    return new Judgement(outcome, readings);
  }

  /**
   * Whether harm is shown by that metric alone. Only a bad observation can have made it so; this is
   * cheaper than {@link #judge}.
   */
  public boolean isHarmful(int metric, Collection<Standing> standings) {
    return harm(metric, standings).logWealth() >= terms.harmThreshold();
  }

  /** Whether every metric is shown to be good enough; much cheaper than {@link #judge}. */
  public boolean isGoodEnough(long step, Collection<Standing> standings) {
    for (int metric = 0; metric < passBets.length; metric++) {
      Counts counts = inStep(metric, step, standings);
      if (passBets[metric].logWealth(counts.seen(), counts.bad()) < terms.passThreshold()) {
        return false;
      }
    }
    return true;
  }

  private static Counts inStep(int metric, long step, Collection<Standing> standings) {
    Counts counts = Counts.NONE;
    for (Standing standing : standings) {
      if (standing.step() == step) {
        counts = counts.plus(standing.tallies().get(metric).step());
      }
    }
    return counts;
  }

  /**
   * The capital of the question <em>harm?</em>, and the stretch up to now on which most of it was
   * made.
   */
  private record Harm(double logWealth, Counts counts, long firstWindow) {}

  /**
   * The capital of all bets begun so far and what is still in reserve. The bets begun in a window
   * speak about all observations from it on. Where slices do not tell that window apart any more,
   * its bets are given up.
   */
  private Harm harm(int metric, Collection<Standing> standings) {
    List<Slice> slices = new ArrayList<>();
    for (Standing standing : standings) {
      slices.addAll(standing.tallies().get(metric).slices());
    }
    slices.sort(Comparator.comparingLong(Slice::first));
    long seen = 0;
    long bad = 0;
    for (Slice slice : slices) {
      seen += slice.seen();
      bad += slice.bad();
    }
    double wealth = Double.NEGATIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    Counts counts = Counts.NONE;
    long from = begun;
    long free = begun; // the first window that no slice so far reaches
    for (Slice slice : slices) {
      long first = Math.max(slice.first(), begun);
      if (first >= free) {
        double stake = Reserve.before(free - begun) - Reserve.before(first + 1 - begun);
        double made = Math.log(stake) + harmBets[metric].logWealth(seen, bad);
        wealth = Bets.logSum(wealth, made);
        if (made > most) {
          most = made;
          counts = new Counts(seen, bad);
          from = first;
        }
        free = first + 1;
      }
      free = Math.max(free, slice.last() + 1);
      seen -= slice.seen();
      bad -= slice.bad();
    }
    wealth = Bets.logSum(wealth, Math.log(Reserve.before(free - begun)));
    return new Harm(wealth, counts, from);
  }
}
