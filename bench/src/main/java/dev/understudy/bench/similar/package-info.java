/** Measures how long near duplicates take to find, and how many planted ones are found. */
@NullMarked
package dev.understudy.bench.similar;

import org.jspecify.annotations.NullMarked;
