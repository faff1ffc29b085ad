@NullMarked
package dev.understudy.trainer.evaluation.figures;

import org.jspecify.annotations.NullMarked;
