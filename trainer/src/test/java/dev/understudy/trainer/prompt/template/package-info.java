/** Tests of the room prompt/template. */
@NullMarked
package dev.understudy.trainer.prompt.template;

import org.jspecify.annotations.NullMarked;
