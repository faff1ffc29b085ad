/** Figures of labels, probabilities and texts, as published; pure. */
@NullMarked
package dev.understudy.trainer.evaluation.metric;

import org.jspecify.annotations.NullMarked;
