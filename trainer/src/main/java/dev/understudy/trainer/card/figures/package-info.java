/** Computes the figures of a data card from the rows of a training set, with Spark. */
@NullMarked
package dev.understudy.trainer.card.figures;

import org.jspecify.annotations.NullMarked;
