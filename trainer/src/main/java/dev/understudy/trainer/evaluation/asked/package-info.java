/** Asks students the rows of a test set, by the very code that serves them. */
@NullMarked
package dev.understudy.trainer.evaluation.asked;

import org.jspecify.annotations.NullMarked;
