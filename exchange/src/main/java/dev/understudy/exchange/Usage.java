package dev.understudy.exchange;

import org.jspecify.annotations.Nullable;

/**
 * How many tokens an exchange took.
 *
 * @param inputTokens tokens of the prompt, or null where unknown
 * @param outputTokens tokens of the answer, or null where unknown
 * @param cachedTokens those of the prompt that the provider had cached, or null where not told
 * @param reasoningTokens those of the answer spent on hidden reasoning, or null where not told
 * @param estimated whether the counts are our own estimate because the provider sent none
 */
public record Usage(
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable Long cachedTokens,
    @Nullable Long reasoningTokens,
    boolean estimated) {}
