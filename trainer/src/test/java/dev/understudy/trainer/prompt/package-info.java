/** Tests of the room prompt. */
@NullMarked
package dev.understudy.trainer.prompt;

import org.jspecify.annotations.NullMarked;
