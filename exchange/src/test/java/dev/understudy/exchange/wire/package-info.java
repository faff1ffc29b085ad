/** Tests of the reading of the wire, with payloads as the APIs send them. */
@NullMarked
package dev.understudy.exchange.wire;

import org.jspecify.annotations.NullMarked;
