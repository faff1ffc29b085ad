/** Fits weights by going downhill on all rows at once: logistic regression, calibration. */
@NullMarked
package dev.understudy.trainer.training.linear;

import org.jspecify.annotations.NullMarked;
