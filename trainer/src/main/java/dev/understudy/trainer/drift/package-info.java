/** Lays captured requests beside what a student was trained on. */
@NullMarked
package dev.understudy.trainer.drift;

import org.jspecify.annotations.NullMarked;
