@NullMarked
package dev.understudy.trainer.evaluation.report;

import org.jspecify.annotations.NullMarked;
