package dev.understudy.trainer.card;

import org.jspecify.annotations.Nullable;

/**
 * What the captured exchanges took, dropped rows too, and what learning from the set will take.
 *
 * @param inputTokens tokens asked of the teacher
 * @param outputTokens tokens the teacher answered
 * @param capturedUsd what the captures say it cost, in US dollars, to six digits
 * @param rowsWithoutUsd rows of which the captures do not say what they cost
 * @param estimatedUsd what those cost by the prices given, or null where no prices are given
 * @param trainingTokens tokens of one pass over the part learned from, weights counted
 * @param trainingUsd what one pass costs by the price given, or null where none is given
 */
public record Costs(
    long inputTokens,
    long outputTokens,
    double capturedUsd,
    long rowsWithoutUsd,
    @Nullable Double estimatedUsd,
    long trainingTokens,
    @Nullable Double trainingUsd) {}
