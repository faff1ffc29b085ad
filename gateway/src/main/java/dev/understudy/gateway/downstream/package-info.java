/** Speaks HTTP with clients and turns failures into statuses. */
@NullMarked
package dev.understudy.gateway.downstream;

import org.jspecify.annotations.NullMarked;
