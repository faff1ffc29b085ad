/** Reads from configuration where answers have their labels. */
@NullMarked
package dev.understudy.trainer.label;

import org.jspecify.annotations.NullMarked;
