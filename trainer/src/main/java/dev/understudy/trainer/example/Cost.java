package dev.understudy.trainer.example;

import org.jspecify.annotations.Nullable;

/**
 * What an exchange took.
 *
 * @param inputTokens tokens asked, as the provider counted or as estimated
 * @param outputTokens tokens answered
 * @param usd what it cost, in US dollars, or null where nobody knows
 */
public record Cost(long inputTokens, long outputTokens, @Nullable Double usd) {}
