/** Measures how long whole training sets take to build from ever more captures. */
@NullMarked
package dev.understudy.bench.dataset;

import org.jspecify.annotations.NullMarked;
