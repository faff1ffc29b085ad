package dev.understudy.trainer.evaluation.judge;

import dev.understudy.trainer.evaluation.interval.Interval;
import org.jspecify.annotations.Nullable;

/**
 * What a judge thinks of two systems.
 *
 * @param pairs how many pairs were judged in both orders
 * @param wins pairs of which the first system's answer is better in both orders, or better in one
 *     and as good in the other
 * @param ties pairs of which neither is better over both orders
 * @param losses the reverse of wins
 * @param winRate wins and half of the ties as a share of pairs; null without pairs
 * @param winRateInterval where it lies in truth, or null where it cannot be told
 * @param contradictions pairs of which the judge preferred the same place in both orders, hence
 *     different answers; they are ties
 * @param firstPlace how often the judge preferred the place shown first, of all calls in which it
 *     preferred one; a half without bias, null without such calls
 * @param repeated calls that were asked twice
 * @param changed of these, how many were answered otherwise the second time: the judge's own noise
 * @param unreadable calls whose answer was none; they count as ties
 * @param calls how many were made for this, those of earlier runs included
 * @param tokens what they took
 * @param leftOut pairs that the budget did not reach
 */
public record JudgeReport(
    int pairs,
    int wins,
    int ties,
    int losses,
    @Nullable Double winRate,
    @Nullable Interval winRateInterval,
    int contradictions,
    @Nullable Double firstPlace,
    int repeated,
    int changed,
    int unreadable,
    long calls,
    long tokens,
    int leftOut) {}
