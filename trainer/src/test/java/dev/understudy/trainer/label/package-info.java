/** Tests of the room label. */
@NullMarked
package dev.understudy.trainer.label;

import org.jspecify.annotations.NullMarked;
