@NullMarked
package dev.understudy.trainer.evaluation.interval;

import org.jspecify.annotations.NullMarked;
