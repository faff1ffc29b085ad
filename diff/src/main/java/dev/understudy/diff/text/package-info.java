/** Measures how alike two texts are. */
@NullMarked
package dev.understudy.diff.text;

import org.jspecify.annotations.NullMarked;
