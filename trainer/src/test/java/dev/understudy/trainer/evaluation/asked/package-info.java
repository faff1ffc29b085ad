@NullMarked
package dev.understudy.trainer.evaluation.asked;

import org.jspecify.annotations.NullMarked;
