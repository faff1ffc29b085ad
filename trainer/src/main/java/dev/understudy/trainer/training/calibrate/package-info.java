/** Makes confidence honest, and sets from which confidence on a label is answered. */
@NullMarked
package dev.understudy.trainer.training.calibrate;

import org.jspecify.annotations.NullMarked;
