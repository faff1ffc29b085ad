/**
 * Reads the file that describes how students are trained.
 *
 * <pre>{@code
 * version: 1
 * name: moderation            # what requests will ask for
 * set: sets/E                 # a folder that `understudy dataset build` made
 * out: students/moderation
 * hold_out: 10%               # of the training rows, where the set has no validation part
 * student:
 *   ngram: {words: 2, letters: 5, strength: [1, 10, 100]}
 * calibration: temperature
 * goal: accuracy
 * }</pre>
 */
@NullMarked
package dev.understudy.trainer.training.file;

import org.jspecify.annotations.NullMarked;
