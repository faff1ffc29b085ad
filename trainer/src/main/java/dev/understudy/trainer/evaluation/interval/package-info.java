/** How far figures of a test set may be off by chance, and whether two systems truly differ. */
@NullMarked
package dev.understudy.trainer.evaluation.interval;

import org.jspecify.annotations.NullMarked;
