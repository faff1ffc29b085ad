/** The stages that make a training set of a corpus: deduplicated, split, balanced. */
@NullMarked
package dev.understudy.trainer.dataset;

import org.jspecify.annotations.NullMarked;
