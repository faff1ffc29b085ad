/**
 * What a training leaves behind, so that trainings can be compared: a folder for each run.
 *
 * <pre>{@code
 * runs/moderation-1f3a9c02/
 *   run.json            # settings, seed, versions, times, figures; rewritten as a whole
 *   curve.csv           # a line for each point of the learning curve, appended as it goes
 *   validation.jsonl    # what the student decided of each validation row; ids and labels alone
 * }</pre>
 *
 * <p>A run's name ends in the beginning of its plan's fingerprint: the same training, run again,
 * comes into the same folder. {@code run.json} has {@code format}, {@code version}, {@code id},
 * {@code fingerprint} (of the plan), {@code status} ({@code running}, {@code finished} or {@code
 * failed}; a run that says running but has no process was killed), {@code problem} (of a failed
 * one), {@code started}, {@code finished}, {@code seconds} (of the last attempt), {@code attempts},
 * {@code program}, {@code java}, {@code system}, {@code device}, {@code settings} (the file as
 * resolved, nothing left to defaults), {@code set} (the manifest of the training set without its
 * stages), {@code labels} (training rows by label), {@code figures} and {@code majority} (on the
 * validation part), and {@code student} ({@code folder}, {@code version}, {@code sha256} of its
 * {@code student.json}, which holds those of all its files).
 *
 * <p>The columns of {@code curve.csv} are {@code step}, {@code epoch}, {@code loss}, {@code
 * learning_rate}, {@code validation_loss}, {@code validation_accuracy}, {@code tokens_per_second};
 * what was not measured is empty. Steps rise: a training that goes on after a kill takes the place
 * of the lines it makes again. For students that are not trained in steps, a line is a setting that
 * was tried.
 */
@NullMarked
package dev.understudy.trainer.training.record;

import org.jspecify.annotations.NullMarked;
