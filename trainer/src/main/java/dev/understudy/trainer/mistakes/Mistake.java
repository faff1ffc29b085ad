package dev.understudy.trainer.mistakes;

import dev.understudy.trainer.evaluation.TestRow;

/**
 * A row that somebody got wrong.
 *
 * @param row the row
 * @param kind who is wrong
 * @param topic what it is about: a name of its cluster
 */
public record Mistake(TestRow row, Kind kind, String topic) {}
