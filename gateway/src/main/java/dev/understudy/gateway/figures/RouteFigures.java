package dev.understudy.gateway.figures;

import dev.understudy.diff.evidence.Interval;
import dev.understudy.exchange.Verdict;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is known of one route, since this gateway began where nothing else is said.
 *
 * @param lanes of each upstream and role of which anything was seen; of at most 8 of them, those
 *     that were used last
 * @param compared how many of its student's answers came to what; every verdict is present
 * @param echoed how many second answers of its teacher came to what, likewise
 * @param noise where the rate lies at which the teacher contradicts itself, at 95% at every look
 * @param evidence by metric of the gate, over all gateways and over time: the rate since the
 *     evidence began, the lower and upper end of where it lies, observations, bad ones, and how far
 *     harm and good are proven: 1 is proven; where the evidence began anew there is a row of which
 *     nothing is known
 * @param share over time: the student's share as a fraction, and the rate of {@code noise} and its
 *     lower and upper end
 */
public record RouteFigures(
    List<LaneFigures> lanes,
    Map<Verdict, Long> compared,
    Map<Verdict, Long> echoed,
    Interval noise,
    Map<String, Series> evidence,
    Series share) {
  public RouteFigures {
    lanes = List.copyOf(lanes);
    compared = Collections.unmodifiableMap(new EnumMap<>(compared));
    echoed = Collections.unmodifiableMap(new EnumMap<>(echoed));
    Objects.requireNonNull(noise, "noise");
    evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    Objects.requireNonNull(share, "share");
  }
}
