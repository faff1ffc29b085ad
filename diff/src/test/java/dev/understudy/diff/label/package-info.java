/** Tests of the room label. */
@NullMarked
package dev.understudy.diff.label;

import org.jspecify.annotations.NullMarked;
