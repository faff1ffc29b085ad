@NullMarked
package dev.understudy.trainer.evaluation.metric;

import org.jspecify.annotations.NullMarked;
