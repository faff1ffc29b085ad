/** Tests of the room prompt/mining. */
@NullMarked
package dev.understudy.trainer.mining;

import org.jspecify.annotations.NullMarked;
