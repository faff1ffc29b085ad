/**
 * Tells which examples are not worth learning from, and why; pure, and never deletes.
 *
 * <pre>{@code
 * filters:
 *   empty: true                          # default: answers without text and tool calls go
 *   finish_reason: complete              # default; or any, or a list: [stop, end_turn]
 *   refusals: true
 *   repetition: true                     # or {max_repeats: 10, max_duplicate_ngrams: 50%, ...}
 *   json: {fenced: true, schema: answer.schema.json}
 *   length:
 *     input: {max: 4000, unit: tokens}
 *     answer: {min: 1, max: 8000}        # characters
 *   language: {answer: [en, de], min_letters: 40}
 *   patterns:
 *     greeting: {in: answer, must_not_match: '(?i)^dear customer'}
 *   confidence: {min: 80%, without: keep}
 *   gold: true
 * }</pre>
 */
@NullMarked
package dev.understudy.trainer.filter;

import org.jspecify.annotations.NullMarked;
