@NullMarked
package dev.understudy.trainer.training.data;

import org.jspecify.annotations.NullMarked;
