@NullMarked
package dev.understudy.trainer.evaluation.verdict;

import org.jspecify.annotations.NullMarked;
