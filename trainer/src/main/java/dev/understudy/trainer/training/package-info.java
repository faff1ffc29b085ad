/** Fits a student to a training set and writes its folder, plainest student first. */
@NullMarked
package dev.understudy.trainer.training;

import org.jspecify.annotations.NullMarked;
