/** Varies one setting of a training at a time, and compares what comes of it. */
@NullMarked
package dev.understudy.trainer.training.experiment;

import org.jspecify.annotations.NullMarked;
