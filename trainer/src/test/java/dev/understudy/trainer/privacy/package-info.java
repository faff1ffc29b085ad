/** Tests of what must not get into training sets. */
@NullMarked
package dev.understudy.trainer.privacy;

import org.jspecify.annotations.NullMarked;
