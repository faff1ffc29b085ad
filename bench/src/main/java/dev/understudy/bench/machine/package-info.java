/** What the kernel and the JVM tell about processes: processor time, memory, live heap. */
@NullMarked
package dev.understudy.bench.machine;

import org.jspecify.annotations.NullMarked;
