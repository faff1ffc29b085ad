/** Tests of what stands beside them in the same package. */
@NullMarked
package dev.understudy.diff.text;

import org.jspecify.annotations.NullMarked;
