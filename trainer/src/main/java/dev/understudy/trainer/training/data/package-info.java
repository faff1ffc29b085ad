/**
 * Reads what a student is trained on: labelled texts, part by part, out of a training set's folder.
 */
@NullMarked
package dev.understudy.trainer.training.data;

import org.jspecify.annotations.NullMarked;
