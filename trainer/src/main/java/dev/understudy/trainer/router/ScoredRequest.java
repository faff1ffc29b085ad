package dev.understudy.trainer.router;

/**
 * A request whose score and answers are known.
 *
 * @param score how likely the student is right, within [0, 1]
 * @param judged what is known of the two answers
 */
record ScoredRequest(double score, Judged judged) {}
