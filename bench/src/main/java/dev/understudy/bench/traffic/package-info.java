/** What goes over the wire in a benchmark: requests, answers, and where a message ends. */
@NullMarked
package dev.understudy.bench.traffic;

import org.jspecify.annotations.NullMarked;
