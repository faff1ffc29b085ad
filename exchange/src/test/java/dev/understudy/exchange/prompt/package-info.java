/** Tests of the room prompt. */
@NullMarked
package dev.understudy.exchange.prompt;

import org.jspecify.annotations.NullMarked;
