/**
 * Asks anything that speaks as OpenAI's chat completions do, again where that may help, and keeps
 * what was said in files of JSON lines.
 */
@NullMarked
package dev.understudy.trainer.evaluation.endpoint;

import org.jspecify.annotations.NullMarked;
