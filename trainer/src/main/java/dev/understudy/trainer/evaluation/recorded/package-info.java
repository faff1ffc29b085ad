/**
 * Answers that systems gave before, read from CSV and JSON lines: teachers and prompts to choose
 * between.
 */
@NullMarked
package dev.understudy.trainer.evaluation.recorded;

import org.jspecify.annotations.NullMarked;
