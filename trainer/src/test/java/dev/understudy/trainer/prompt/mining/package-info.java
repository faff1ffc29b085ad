/** Tests of the room prompt/mining. */
@NullMarked
package dev.understudy.trainer.prompt.mining;

import org.jspecify.annotations.NullMarked;
