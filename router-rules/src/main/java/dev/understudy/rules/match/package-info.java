/** Tells whether a route speaks about this request. */
@NullMarked
package dev.understudy.rules.match;

import org.jspecify.annotations.NullMarked;
