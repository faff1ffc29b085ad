/** Carries sealed segments through Parquet into a store, then deletes them. */
@NullMarked
package dev.understudy.sink.drain;

import org.jspecify.annotations.NullMarked;
