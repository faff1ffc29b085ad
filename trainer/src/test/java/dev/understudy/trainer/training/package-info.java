@NullMarked
package dev.understudy.trainer.training;

import org.jspecify.annotations.NullMarked;
