/** Trains on ever more of a set's rows, and tells what still more would bring. */
@NullMarked
package dev.understudy.trainer.training.ablation;

import org.jspecify.annotations.NullMarked;
