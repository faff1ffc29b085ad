@NullMarked
package dev.understudy.trainer.evaluation.recorded;

import org.jspecify.annotations.NullMarked;
