package dev.understudy.gateway.figures;

import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What is known of one route's exchanges with one upstream in one role, since this gateway began.
 *
 * @param upstream the upstream's name
 * @param role why it was asked
 * @param outcomes how many exchanges ended how; every outcome is present
 * @param failed how many brought no answer, or one with a status from 400 on
 * @param counted of how many the tokens are known; they are read somewhat after the exchange
 * @param inputTokens tokens of prompts of those
 * @param outputTokens tokens of answers of those
 * @param whole how long answers took to their end, within the last hour
 * @param firstByte how long they took to their first byte, likewise
 * @param track over time: exchanges, failures, then the median, 90th and 99th percentile of {@code
 *     whole} and of {@code firstByte} in milliseconds; counts are of the time since the row before
 */
public record LaneFigures(
    String upstream,
    Role role,
    Map<Outcome, Long> outcomes,
    long failed,
    long counted,
    long inputTokens,
    long outputTokens,
    Spread whole,
    Spread firstByte,
    Series track) {
  public LaneFigures {
    Objects.requireNonNull(upstream, "upstream");
    Objects.requireNonNull(role, "role");
    outcomes = Collections.unmodifiableMap(new EnumMap<>(outcomes));
    Objects.requireNonNull(whole, "whole");
    Objects.requireNonNull(firstByte, "firstByte");
    Objects.requireNonNull(track, "track");
  }

  /** How many exchanges there were. */
  public long seen() {
    return outcomes.values().stream().mapToLong(Long::longValue).sum();
  }
}
