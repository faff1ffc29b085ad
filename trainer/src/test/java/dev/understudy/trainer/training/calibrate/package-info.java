@NullMarked
package dev.understudy.trainer.training.calibrate;

import org.jspecify.annotations.NullMarked;
