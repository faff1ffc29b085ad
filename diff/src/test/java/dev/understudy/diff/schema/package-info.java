/** Tests of what stands beside them in the same package. */
@NullMarked
package dev.understudy.diff.schema;

import org.jspecify.annotations.NullMarked;
