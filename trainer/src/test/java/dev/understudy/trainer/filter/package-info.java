/** Tests of what is not worth learning from. */
@NullMarked
package dev.understudy.trainer.filter;

import org.jspecify.annotations.NullMarked;
