/** Shows a person what was captured: a list, one exchange whole, figures over all. */
@NullMarked
package dev.understudy.sink.inspect;

import org.jspecify.annotations.NullMarked;
