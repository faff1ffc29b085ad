/** Answers that systems gave before, read from CSV: teachers and prompts to choose between. */
@NullMarked
package dev.understudy.trainer.evaluation.recorded;

import org.jspecify.annotations.NullMarked;
