/** Whether a student deserves traffic, and why not, by requirements stated beforehand. */
@NullMarked
package dev.understudy.trainer.evaluation.verdict;

import org.jspecify.annotations.NullMarked;
