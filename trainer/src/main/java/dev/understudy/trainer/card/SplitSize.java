package dev.understudy.trainer.card;

import org.jspecify.annotations.Nullable;

/**
 * How large a part of the set is; kept rows only.
 *
 * @param split the part's word, or null for rows that belong to none
 * @param rows its rows
 * @param weight the sum of their weights, to three digits
 * @param inputTokens their tokens asked
 * @param outputTokens their tokens answered
 */
public record SplitSize(
    @Nullable String split, long rows, double weight, long inputTokens, long outputTokens) {}
