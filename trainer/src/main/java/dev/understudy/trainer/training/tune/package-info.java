/**
 * Trains encoder students: a head alone, or the encoder with it.
 *
 * <p>A fine-tuning leaves a checkpoint after each epoch, in a folder named by the fingerprint of
 * its settings and rows: {@code checkpoint.safetensors} holds the weights that change by their
 * names, the optimizer's moments as {@code mean/NAME} and {@code variance/NAME}, and in its
 * metadata {@code epoch}, {@code best_epoch}, {@code best_loss} and {@code steps}; {@code
 * best-N.safetensors} holds the weights of the best epoch so far.
 */
@NullMarked
package dev.understudy.trainer.training.tune;

import org.jspecify.annotations.NullMarked;
