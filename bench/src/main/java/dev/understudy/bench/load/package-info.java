/** Sends requests, in a closed or an open loop, and counts what came back. */
@NullMarked
package dev.understudy.bench.load;

import org.jspecify.annotations.NullMarked;
