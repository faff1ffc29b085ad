/** The proxies compared, as real processes that end when we do. */
@NullMarked
package dev.understudy.bench.peer;

import org.jspecify.annotations.NullMarked;
