/** Tests of the house as a whole. */
@NullMarked
package dev.understudy.deploy;

import org.jspecify.annotations.NullMarked;
