@NullMarked
package dev.understudy.trainer.training.record;

import org.jspecify.annotations.NullMarked;
