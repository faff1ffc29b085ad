package dev.understudy.trainer.similar;

/**
 * A hash of 128 bits that stands for a text: among n texts, two that differ have one key with a
 * probability of about n²/2^129, which is 10^-21 for a billion.
 *
 * @param high the first 64 bits
 * @param low the other 64 bits
 */
public record TextKey(long high, long low) {}
