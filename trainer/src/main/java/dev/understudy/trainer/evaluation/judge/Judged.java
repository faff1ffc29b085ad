package dev.understudy.trainer.evaluation.judge;

/**
 * Two systems that were judged.
 *
 * @param first a system's name
 * @param second another's
 * @param judge the model that judged
 * @param alike rows that were not shown to it, as both answered the same; they are none of the
 *     report's pairs
 * @param report what it thinks of the others
 */
public record Judged(String first, String second, String judge, int alike, JudgeReport report) {}
