/** Tells an MLflow tracking server how trainings go, through its REST API 2.0. */
@NullMarked
package dev.understudy.trainer.training.mlflow;

import org.jspecify.annotations.NullMarked;
