/** One request and the answer a student should give to it, as values. */
@NullMarked
package dev.understudy.trainer.example;

import org.jspecify.annotations.NullMarked;
