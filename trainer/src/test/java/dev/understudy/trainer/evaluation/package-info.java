@NullMarked
package dev.understudy.trainer.evaluation;

import org.jspecify.annotations.NullMarked;
