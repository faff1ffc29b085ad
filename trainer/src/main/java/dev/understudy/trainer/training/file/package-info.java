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
 *
 * <p>A student may be an encoder instead. Every key has a default; those below {@code tune: full}
 * are for it and {@code lora} alone:
 *
 * <pre>{@code
 * student:
 *   encoder:
 *     from: e5-small-v2        # a name, or a folder as Hugging Face lays them out
 *     limit: 128               # tokens of a text that are read
 *     keep: beginning          # or end, both_ends
 *     precision: fp32          # or bf16
 *     device: auto             # or cpu, gpu0 ...
 *     threads: 0               # 0: as many as PyTorch likes
 *     smoothing: 0%
 *     soft: false
 *     balance: 0%
 *     tune: full               # or head (with strength: [...]), lora (with rank: 16, alpha: 32)
 *     epochs: 3
 *     batch: 32
 *     accumulate: 1            # batches that make a step
 *     learning_rate: 5e-5      # 5e-4 for lora
 *     head_learning_rate: 1e-3
 *     weight_decay: 1%
 *     warm_up: 10%             # of all steps
 *     clip: 1
 *     dropout: 10%
 *     resample: 1.5            # rows of other labels for each of the rarest; all where not said
 *     patience: 2              # epochs without a better validation loss
 *     train_from_layer: 0      # full alone: embeddings and layers below stay as they are
 * }</pre>
 *
 * <p>Where rows are resampled, {@code calibration} is {@code temperature_and_bias} unless it is
 * said.
 */
@NullMarked
package dev.understudy.trainer.training.file;

import org.jspecify.annotations.NullMarked;
