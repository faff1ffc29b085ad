@NullMarked
package dev.understudy.trainer.evaluation.judge;

import org.jspecify.annotations.NullMarked;
