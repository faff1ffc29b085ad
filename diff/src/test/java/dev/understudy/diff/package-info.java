/** Tests of comparing answers. */
@NullMarked
package dev.understudy.diff;

import org.jspecify.annotations.NullMarked;
