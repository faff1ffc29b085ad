/** Turns texts into the tokens a network reads, as the network's own tokenizer.json tells. */
@NullMarked
package dev.understudy.student.tokens;

import org.jspecify.annotations.NullMarked;
