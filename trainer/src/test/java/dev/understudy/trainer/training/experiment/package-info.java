@NullMarked
package dev.understudy.trainer.training.experiment;

import org.jspecify.annotations.NullMarked;
