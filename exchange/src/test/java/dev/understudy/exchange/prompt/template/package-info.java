/** Tests of the room prompt/template. */
@NullMarked
package dev.understudy.exchange.prompt.template;

import org.jspecify.annotations.NullMarked;
