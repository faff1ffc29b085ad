@NullMarked
package dev.understudy.trainer.evaluation.endpoint;

import org.jspecify.annotations.NullMarked;
