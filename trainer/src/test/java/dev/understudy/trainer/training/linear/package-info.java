@NullMarked
package dev.understudy.trainer.training.linear;

import org.jspecify.annotations.NullMarked;
