/** Selects captured exchanges and makes examples of them. */
@NullMarked
package dev.understudy.trainer.corpus;

import org.jspecify.annotations.NullMarked;
