/**
 * Asks systems the rows of a test: students by the very code that serves them, teachers over HTTP
 * or from what they said before.
 */
@NullMarked
package dev.understudy.trainer.evaluation.asked;

import org.jspecify.annotations.NullMarked;
