/**
 * A student that chooses among labels and answers in its teacher's words.
 *
 * <p>Its part of {@code student.json}:
 *
 * <pre>{@code
 * "classifier":{
 *   "input":"slots",
 *   "labels":[{"label":"0","answer":"{\"is_bad\": 0}"},{"label":"1","answer":"{\"is_bad\": 1}"}],
 *   "calibration":{"temperature":1.3,"bias":[0.0,0.0]},
 *   "thresholds":[0.5,0.5],
 *   "scorer":{"type":"ngram",...}}
 * }</pre>
 *
 * <p>{@code input} is {@code slots} (what varies in the prompt) or {@code pruned} (the prompt as
 * the training set pruned it); {@code prompts.json} beside holds the templates. A scorer gives each
 * label a number; {@code softmax(score / temperature + bias)} are the probabilities; the label
 * whose probability is largest in proportion to its threshold is answered.
 */
@NullMarked
package dev.understudy.student.classifier;

import org.jspecify.annotations.NullMarked;
