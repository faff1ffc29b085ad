/** Reads what the APIs put on the wire (JSON, SSE) into values; never writes. */
@NullMarked
package dev.understudy.exchange.wire;

import org.jspecify.annotations.NullMarked;
