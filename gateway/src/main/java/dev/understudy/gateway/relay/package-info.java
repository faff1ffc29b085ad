/** Moves bytes and server-sent events across, with backpressure. */
@NullMarked
package dev.understudy.gateway.relay;

import org.jspecify.annotations.NullMarked;
