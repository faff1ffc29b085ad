@NullMarked
package dev.understudy.trainer.training.mlflow;

import org.jspecify.annotations.NullMarked;
