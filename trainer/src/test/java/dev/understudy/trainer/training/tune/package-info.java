@NullMarked
package dev.understudy.trainer.training.tune;

import org.jspecify.annotations.NullMarked;
